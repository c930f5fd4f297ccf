package org.netdiffus.dl4j;

import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task computes on: the GPU that Spark has assigned to it, or the CPU. Tasks of one executor
 * share its JVM, so each has to bring its thread to its own device.
 */
sealed interface ComputeDevice {
  /** Spark's name for GPUs, in {@code spark.task.resource.gpu.amount}. */
  String RESOURCE = "gpu";

  /** A GPU by its number, as the driver of the cards counts them. */
  record Gpu(int number) implements ComputeDevice {
    @Override
    public String toString() {
      return "GPU " + number;
    }
  }

  /**
   * The CPU.
   *
   * @param reason why not a GPU where one could be expected, else empty
   */
  record Cpu(String reason) implements ComputeDevice {
    @Override
    public String toString() {
      return "the CPU" + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
  }

  /**
   * Chooses.
   *
   * @param assigned addresses of the GPUs that Spark gave to the task
   * @param cuda whether the build computes on GPUs
   * @param devices GPUs that the build sees
   * @throws IllegalArgumentException for an address that is none of theirs
   */
  static ComputeDevice of(List<String> assigned, boolean cuda, int devices) {
    if (!cuda) {
      return new Cpu(
          assigned.isEmpty()
              ? ""
              : "Spark assigned GPU "
                  + assigned.get(0)
                  + ", but this build has no CUDA, or found none it can use");
    }
    String address = assigned.isEmpty() ? "0" : assigned.get(0);
    if (!address.matches("\\d{1,4}") || Integer.parseInt(address) >= devices) {
      throw new IllegalArgumentException(
          "Spark assigned GPU "
              + address
              + " and there are "
              + devices
              + " to see, numbered from 0: the discovery script and CUDA_VISIBLE_DEVICES must agree");
    }
    return new Gpu(Integer.parseInt(address));
  }

  /** Brings the calling thread to the device of its task. */
  static ComputeDevice attach() {
    boolean cuda = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.CUDA;
    AffinityManager affinity = Nd4j.getAffinityManager();
    ComputeDevice device = of(assigned(), cuda, cuda ? affinity.getNumberOfDevices() : 0);
    if (device instanceof Gpu gpu && !affinity.getDeviceForCurrentThread().equals(gpu.number())) {
      affinity.unsafeSetDevice(gpu.number());
    }
    return device;
  }

  /** Says what a network is built for; nothing where no GPU was to be expected. */
  default void announce() {
    Logger log = LoggerFactory.getLogger(ComputeDevice.class);
    if (this instanceof Gpu) {
      log.info("computing on {}", this);
    } else if (this instanceof Cpu cpu && !cpu.reason().isEmpty()) {
      log.warn("computing on {}", this);
    }
  }

  private static List<String> assigned() {
    @Nullable TaskContext task = TaskContext.get();
    if (task == null) {
      return List.of();
    }
    Map<String, ResourceInformation> resources = task.resourcesJMap();
    @Nullable ResourceInformation gpus = resources.get(RESOURCE);
    return gpus == null ? List.of() : List.of(gpus.addresses());
  }
}
