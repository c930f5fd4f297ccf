package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class ReadFailureTest {
  @Test
  void whatMayNotBeReadIsNamedHoweverDeepAndInWhateverWords() {
    assertThat(line(new UncheckedIOException(new AccessDeniedException("/data/closed"))))
        .isEqualTo(
            "no leave to read /data/closed: let this user read it, or take it out of the input.");
    // As the driver sees what a task threw.
    assertThat(
            line(
                new IllegalStateException(
                    "Job aborted: Lost task 0.0: java.io.FileNotFoundException: /data/a b.pcap"
                        + " (Permission denied)\n\tat java.base/java.io.FileInputStream.open0")))
        .startsWith("no leave to read /data/a b.pcap: ");
    assertThat(line(new AccessControlException("Permission denied: user=eve, inode=\"/data\"")))
        .startsWith("no leave to read Permission denied: user=eve, inode=\"/data\": ");
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThat(ReadFailure.in(new FileNotFoundException("/a (No such file or directory)")))
        .isEmpty();
    assertThat(ReadFailure.in(new IllegalStateException())).isEmpty();
    assertThat(
            ReadFailure.in(
                new AccessControlException("Permission denied: user=eve, access=WRITE, inode=")))
        .isEmpty();
  }

  private static String line(Throwable failure) {
    return String.valueOf(ReadFailure.in(failure).orElseThrow().getMessage());
  }
}
