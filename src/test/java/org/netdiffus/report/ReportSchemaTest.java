package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;

/** Holds {@code report.json} against its schema, and the schema against broken reports. */
class ReportSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ReportSchemaTest.class.getResourceAsStream("/report/report.schema.json"));

  @Test
  void aReportFitsItsSchema() throws Exception {
    assertThat(SCHEMA.validate(report())).isEmpty();
  }

  @Test
  void whatIsMissingUnknownOrOfAnotherKindIsFound() throws Exception {
    ObjectNode missing = report();
    missing.remove("controls");
    assertThat(SCHEMA.validate(missing)).isNotEmpty();
    ObjectNode unknown = report();
    unknown.put("surprise", 1);
    assertThat(SCHEMA.validate(unknown)).isNotEmpty();
    ObjectNode words = report();
    ((ObjectNode) words.get("scores").get(0)).put("value", "many");
    assertThat(SCHEMA.validate(words)).isNotEmpty();
    ObjectNode negative = report();
    ((ObjectNode) negative.get("controls").get(0).get("scores").get(0)).put("error", -1);
    assertThat(SCHEMA.validate(negative)).isNotEmpty();
  }

  private static ObjectNode report() throws Exception {
    JsonNode report = new ObjectMapper().readTree(ReportJson.write(MadeUp.good().evaluation()));
    return (ObjectNode) report;
  }
}
