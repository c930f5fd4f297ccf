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

  /** Where ND4J's backend for GPUs lies, if it was built in. */
  String CUDA_BACKEND = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

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

  /** What the program was built with, as ND4J has found it on this machine. */
  enum Build {
    /** For the CPU alone. */
    CPU,
    /** For GPUs, but no device or no CUDA library was found. */
    CUDA_UNUSABLE,
    /** For GPUs, with at least one. */
    CUDA
  }

  /**
   * Chooses.
   *
   * @param assigned addresses of the GPUs that Spark gave to the task
   * @param devices GPUs that the build sees
   * @throws IllegalArgumentException for an address that is none of theirs
   */
  static ComputeDevice of(List<String> assigned, Build build, int devices) {
    String wanted = assigned.isEmpty() ? "" : "Spark assigned GPU " + assigned.get(0) + ", but ";
    return switch (build) {
      case CPU -> new Cpu(wanted.isEmpty() ? "" : wanted + "this build has no CUDA");
      case CUDA_UNUSABLE -> new Cpu(wanted + "no device with CUDA 11.6 was found");
      case CUDA -> gpu(assigned.isEmpty() ? "0" : assigned.get(0), devices);
    };
  }

  private static ComputeDevice gpu(String address, int devices) {
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
    Build build = build();
    AffinityManager affinity = Nd4j.getAffinityManager();
    int devices = build == Build.CUDA ? affinity.getNumberOfDevices() : 0;
    ComputeDevice device = of(assigned(), build, devices);
    if (device instanceof Gpu gpu && !affinity.getDeviceForCurrentThread().equals(gpu.number())) {
      affinity.unsafeSetDevice(gpu.number());
    }
    return device;
  }

  private static Build build() {
    if (Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.CUDA) {
      return Build.CUDA;
    }
    boolean made = ComputeDevice.class.getResource(CUDA_BACKEND) != null;
    return made ? Build.CUDA_UNUSABLE : Build.CPU;
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
