package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  /** A field more would change the identity of every folder that was ever made. */
  @Test
  void theRecordHasTheFieldsThatTheFormatsPageNamesAndNoOther() throws Exception {
    RunRecord record =
        new RunRecord(
            RunRecord.PROGRAM,
            "render-tiles",
            new TreeMap<>(),
            List.of(new InputIdentity("run.json", 3, "ab")),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());

    JsonNode json = new ObjectMapper().readTree(record.toJson());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "program",
            "verb",
            "settings",
            "inputs",
            "counts",
            "facts",
            "seconds",
            "versions",
            "files");
    assertThat(json.path("inputs").path(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("path", "bytes", "sha256");
    assertThat(RunRecord.fromJson(record.toJson())).contains(record);
  }
}
