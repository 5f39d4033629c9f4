package city.hotline.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * System properties every process of Hotline Grid runs with, however it was started. They must be
 * set before the first class of a library loads; one given on the command line wins.
 */
final class ProcessSettings {

  private static final Map<String, String> SETTINGS = settings();

  private ProcessSettings() {}

  static void apply() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    // With a common pool of one thread Hazelcast starts a thread for every completion.
    settings.put("java.util.concurrent.ForkJoinPool.common.parallelism", "4");
    // Nothing reports home.
    settings.put("chronicle.analytics.disable", "true");
    settings.put("chronicle.announcer.disable", "true");
    settings.put("hazelcast.phone.home.enabled", "false");
    return settings;
  }
}
