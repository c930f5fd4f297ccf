package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

class CaptureOptionsTest {
  @Test
  void anOptionThatThereIsNotIsRefused() {
    // Without its last letter addresses would come out as captured.
    assertThatThrownBy(() -> of("pseudonym", "/key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no option pseudonym: it has tunnels, splitSize");
    assertThat(of("SPLITSIZE", "1m").splitBytes()).isEqualTo(1 << 20);
    assertThat(of("path", "/a").pseudonyms()).isEmpty();
  }

  private static CaptureOptions of(String name, String value) {
    return CaptureOptions.of(new CaseInsensitiveStringMap(Map.of(name, value)));
  }
}
