package org.netdiffus.simulate;

import org.netdiffus.simulate.DeviceCommands.Exchange;

/**
 * The classes of simulated traffic. Their rates are low, so that a minute of each is a small file;
 * they stand for the shapes of such traffic and are no measurement of any service.
 */
public enum TrafficClass {
  /** The richest video. */
  VIDEO_HD("video-hd", "segment-wise video download: 0.36 Mbit/s, a segment every 6 s"),
  /** A poorer video in shorter segments. */
  VIDEO_SD("video-sd", "segment-wise video download: 0.2 Mbit/s, a segment every 4 s"),
  /** The poorest video, in long segments. */
  VIDEO_LOW("video-low", "segment-wise video download: 0.1 Mbit/s, a segment every 10 s"),
  /** Large pages that are read for long. */
  WEB_NEWS("web-news", "web page loads: some 18 objects a page, read for some 7 s"),
  /** Small pages in quick succession. */
  WEB_SEARCH("web-search", "web page loads: some 5 objects a page, read for some 3 s"),
  /** A feed that loads a little more all the time. */
  WEB_FEED("web-feed", "web page loads: some 3 large objects at a time, every 1.5 s or so"),
  /** A lamp with frequent commands. */
  IOT_LIGHT(
      "iot-light", "device commands: a poll every second, a run of 8 messages every 6 s or so"),
  /** A camera that sends pictures when something moves. */
  IOT_CAMERA("iot-camera", "device commands: a poll every 2 s, and pictures sent every 9 s or so"),
  /** A plug that is seldom switched. */
  IOT_PLUG("iot-plug", "device commands: a poll every 0.7 s, a run of 4 messages every 15 s or so");

  private final String label;
  private final String description;

  TrafficClass(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** Name of the class as settings and folders have it. */
  public String label() {
    return label;
  }

  /** One line about what the class does. */
  public String description() {
    return description;
  }

  /** What the class does, with its measures. */
  Behaviour behaviour() {
    return switch (this) {
      case VIDEO_HD -> new SegmentedVideo(45_000, 6, 2.2);
      case VIDEO_SD -> new SegmentedVideo(25_000, 4, 2.6);
      case VIDEO_LOW -> new SegmentedVideo(12_500, 10, 3.5);
      case WEB_NEWS -> new PageLoads(18, 9_000, 7);
      case WEB_SEARCH -> new PageLoads(5, 5_000, 3);
      case WEB_FEED -> new PageLoads(3, 14_000, 1.2);
      case IOT_LIGHT ->
          new DeviceCommands(new Exchange(110, 260), 1, new Exchange(250, 1_100), 8, 6);
      case IOT_CAMERA ->
          new DeviceCommands(new Exchange(300, 2_400), 2, new Exchange(14_000, 6_000), 3, 9);
      case IOT_PLUG ->
          new DeviceCommands(new Exchange(90, 700), 0.7, new Exchange(200, 1_800), 4, 15);
    };
  }
}
