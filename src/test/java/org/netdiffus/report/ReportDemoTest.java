package org.netdiffus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netdiffus.measure.Accuracy;
import org.netdiffus.measure.Score;

/** Pages of made-up numbers under {@code target/report-demo}, to be looked at. */
class ReportDemoTest {
  private static final Path FOLDER = Path.of("target", "report-demo");
  private static final List<String> DEVICES =
      List.of(
          "Aria",
          "D-LinkCam",
          "D-LinkDayCam",
          "D-LinkDoorSensor",
          "D-LinkHomeHub",
          "D-LinkSensor",
          "D-LinkSiren",
          "D-LinkSwitch",
          "D-LinkWaterSensor",
          "EdimaxCam1",
          "EdimaxCam2",
          "EdimaxPlug1101W",
          "EdimaxPlug2101W",
          "EdnetCam1",
          "EdnetCam2",
          "EdnetGateway",
          "HomeMaticPlug",
          "HueBridge",
          "HueSwitch",
          "Lightify",
          "MAXGateway",
          "SmarterCoffee",
          "TP-LinkPlugHS100",
          "TP-LinkPlugHS110",
          "WeMoInsightSwitch",
          "WeMoInsightSwitch2",
          "WeMoLink",
          "WeMoSwitch",
          "WeMoSwitch2",
          "Withings",
          "iKettle2");

  @Test
  void aPageOfManyClassesWithMixedResultsStaysUnderItsBound() throws IOException {
    List<Accuracy> accuracies = new ArrayList<>(MadeUp.accuracies(0.742, 0.583, 0.771, 124, true));
    accuracies.add(MadeUp.accuracy("random-forest", "original", 0.801, 124, true));
    accuracies.add(MadeUp.accuracy("random-forest", "synth", 0.622, 124, true));
    accuracies.add(MadeUp.accuracy("random-forest", "ori+synth", 0.812, 124, true));
    MadeUp demo =
        new MadeUp(
            MadeUp.classes(DEVICES, 32, 6, 3),
            accuracies,
            List.of(
                MadeUp.FRECHET,
                MadeUp.lower("frechet-domain", "Fréchet distance, domain features", 3.9),
                MadeUp.lower("pixel-jsd", "Pixel histogram, Jensen-Shannon divergence", 2.2),
                MadeUp.score(
                    "gramian-residual",
                    "Gramian residual",
                    0.0084,
                    3e-8,
                    Score.Better.LOWER,
                    "",
                    2480,
                    "How far a tile is from the tile of any series; real tiles are exact."),
                MadeUp.NEAREST),
            MadeUp.loss(800, 0.075),
            List.of(
                "2 classes have fewer than 2 test tiles; their histograms say little.",
                "The denoiser trained for 800 steps, far from its end."),
            32);
    String html = write("iot.html", demo, "iot-setup-pcap, 31 devices");
    assertThat(html.length()).isLessThan(ReportPage.BOUND);
    assertThat(html.split("<img ", -1)).hasSize(1 + 31 * 12);
  }

  @Test
  void aPageOfFewClassesWithGoodResultsIsGood() throws IOException {
    assertThat(write("good.html", MadeUp.good(), "simulated captures"))
        .contains("class=\"verdict good\"");
  }

  @Test
  void aPageOfHostileNamesIsReadable() throws IOException {
    MadeUp made =
        MadeUp.good()
            .labelled(
                "<script>alert(1)</script>",
                "long-name-".repeat(30),
                "\u05e9\u05dc\u05d5\u05dd \u202eabc",
                "d")
            .with(MadeUp.accuracies(0.36, 0.36, 0.37, 400, false));
    assertThat(write("hostile.html", made, "a title of ".repeat(20))).containsOnlyOnce("<script");
  }

  private static String write(String name, MadeUp made, String title) throws IOException {
    String html = ReportPage.html(made.evaluation(), title);
    Path folder = Files.createDirectories(FOLDER);
    Files.writeString(folder.resolve(name), html);
    Files.writeString(
        folder.resolve(name.replace(".html", ".json")), ReportJson.write(made.evaluation()));
    return html;
  }
}
