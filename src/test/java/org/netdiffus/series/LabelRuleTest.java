package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRuleTest {
  @ParameterizedTest
  @CsvSource({
    "Dark_Tide_12.csv.gz, Dark_Tide",
    "raw/vid10_3.pcap, vid10",
    "480-7, 480",
    "web.news.PCAP, web.news",
    "2020-05-06_chat, 2020-05-06_chat",
    "17.csv, 17",
    "_3.csv, _3",
  })
  void theNameOfAFileIsItsLabelWithoutNumberAndExtensions(String path, String label) {
    assertThat(LabelRule.parse("file-name").orElseThrow().labelOfFile(path)).contains(label);
  }

  @Test
  void theFolderThatHoldsTheFileIsItsLabel() {
    LabelRule rule = LabelRule.parse("parent").orElseThrow();

    assertThat(rule.labelOfFile("a/b/c.pcap")).contains("b");
    assertThat(rule.labelOfFile("a/c.pcap")).contains("a");
    assertThat(rule.labelOfFile("c.pcap")).isEmpty();
  }

  @Test
  void aManifestGivesPathsTheirLabels() {
    LabelRule rule = LabelRule.manifest("label,path\nchat,a/1.pcap\nvideo,a/2.pcap\n");

    assertThat(rule.labelOfFile("a/2.pcap")).contains("video");
    assertThat(rule.labelOfFile("a/3.pcap")).isEmpty();
    assertThat(LabelRule.manifest("path\tlabel\nx y.pcap\tsome talk\n").labelOfFile("x y.pcap"))
        .contains("some talk");
  }

  @Test
  void aManifestThatCannotBeUsedSaysWhere() {
    assertThatThrownBy(() -> LabelRule.manifest("path,class\na,b\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2 has no label");
    assertThatThrownBy(() -> LabelRule.manifest("path,label\na,b\na,c\n"))
        .hasMessage("line 3 gives a the label c after b");
    assertThatThrownBy(() -> LabelRule.manifest("")).hasMessage("the manifest is empty");
  }

  @Test
  void otherSettingsAreNone() {
    assertThat(LabelRule.parse("folder")).isEmpty();
    assertThat(LabelRule.parse("column:")).isEmpty();
    assertThat(LabelRule.parse("none").orElseThrow().labelOfFile("x")).contains("unlabelled");
  }
}
