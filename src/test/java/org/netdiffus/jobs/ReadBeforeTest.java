package org.netdiffus.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.netdiffus.spark.InputIdentity;

class ReadBeforeTest {
  private static final List<String> FILES = List.of("a/1=x", "a/2=y", "b/1=z");

  @Test
  void filesThatAreAsTheyWereAreKnownAndThoseThatChangedOrWentAreDropped() {
    assertThat(known(FILES, List.of(), List.of("a/1=x", "a/2=new", "c/1=z"), List.of()))
        .hasValueSatisfying(
            before -> {
              assertThat(before.known()).containsExactly("a/1");
              assertThat(before.dropped()).containsExactly("a/2", "b/1");
            });
  }

  @Test
  void whereNothingChangedOrNothingIsKnownAllIsReadAnew() {
    assertThat(known(FILES, List.of(), FILES, List.of())).isEmpty();
    assertThat(known(FILES, List.of(), List.of("d/1=x"), List.of())).isEmpty();
  }

  @Test
  void aFileThatDecidesAboutItsFolderDropsTheFilesThere() {
    List<String> before = List.of("a/mac=1", "b/mac=2");
    List<String> changed = List.of("a/mac=3", "b/mac=2");

    assertThat(known(FILES, before, FILES, changed))
        .hasValueSatisfying(
            one -> {
              assertThat(one.known()).containsExactly("b/1");
              assertThat(one.dropped()).containsExactly("a/1", "a/2");
            });
    assertThat(known(FILES, before, FILES, List.of("b/mac=2")))
        .hasValueSatisfying(one -> assertThat(one.known()).containsExactly("b/1"));
    assertThat(known(FILES, List.of(), FILES, List.of("a/mac=1")))
        .hasValueSatisfying(one -> assertThat(one.known()).containsExactly("b/1"));
  }

  @Test
  void aManifestDecidesAboutAllFiles() {
    List<String> more = List.of("a/1=x", "a/2=y", "b/1=z", "b/2=z");

    assertThat(known(FILES, List.of("manifest/l=1"), more, List.of("manifest/l=2"))).isEmpty();
    assertThat(known(FILES, List.of("manifest/l=1"), more, List.of("manifest/l=1")))
        .hasValueSatisfying(one -> assertThat(one.known()).hasSize(3));
  }

  private static Optional<ReadBefore> known(
      List<String> before, List<String> decidingBefore, List<String> now, List<String> deciding) {
    return ReadBefore.of(
        ReadBefore.Inputs.of(identities(before, decidingBefore), before.size()),
        ReadBefore.Inputs.of(identities(now, deciding), now.size()));
  }

  private static List<InputIdentity> identities(List<String> files, List<String> deciding) {
    List<String> all = new ArrayList<>(files);
    all.addAll(deciding);
    return all.stream()
        .map(one -> one.split("="))
        .map(one -> InputIdentity.of(one[0], one[1].getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
