package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.OrderDraft;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions of the directory as whoever runs a real node handles them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DirectoryIT {

  @TempDir private Path folder = Path.of("");

  @Test
  void aVersionIsLoadedShownAndOpenOrdersAreMigratedToIt() throws Exception {
    LocalDate tomorrow = LocalDate.now(Times.CITY_ZONE).plusDays(1);
    var changed =
        new ChangedDirectory(folder.resolve("d"))
            .replace("classes.csv", "Exposed rubbish,general,", "Exposed rubbish,emergency,")
            .replace("classes.csv", "010109,", "010199,")
            .replace("units.csv", "M011,", "M911,")
            .replace("routing.csv", ",M011,", ",M911,");
    try (RealNodes nodes = RealNodes.start(folder, 1, "directory")) {
      nodes.awaitServing();
      String rubbish;
      String inquiry;
      String fund;
      try (var client = HotlineClient.connect(nodes.addresses())) {
        rubbish = reported(client, "010101");
        inquiry = reported(client, "010109");
        fund = reported(client, "031101");
      }
      assertThat(run(nodes, 0, "show")).isEqualToIgnoringWhitespace("built-in, in force");
      String loaded = load(nodes, 0, changed, tomorrow);
      String version = tomorrow + ".1";
      assertThat(loaded).contains("Version " + version + " is loaded");
      assertThat(load(nodes, 0, changed, tomorrow)).contains("Nothing to do: version " + version);
      assertThat(load(nodes, 2, changed, tomorrow.minusDays(2))).isEmpty();
      awaitShown(nodes, version);
      assertThat(run(nodes, 0, "show"))
          .contains("built-in, in force", version + ", from " + tomorrow + "T00:00", ": new rules");
      assertThat(run(nodes, 0, "show", "--version", version, "--classes"))
          .contains("010199")
          .doesNotContain("010109");

      awaitFound(nodes, version);
      assertThat(run(nodes, 1, "migrate", "--to", version, "--dry-run"))
          .contains(inquiry + " is left: version " + version + " has no class 010109")
          .contains(fund + " is left: version " + version + " has no unit M011")
          .contains("1 orders would go by version " + version, "2 would be left");
      assertThat(run(nodes, 0, "migrate", "--to", version, "--docket", "110105002"))
          .contains("0 orders go by version " + version + " now, 0 are left");
      assertThat(run(nodes, 1, "migrate", "--to", version, "--docket", "110105001"))
          .contains(fund + " is left: version " + version + " has no unit M011")
          .contains("1 orders go by version " + version + " now, 2 are left");
      assertThat(show(nodes, rubbish)).contains(version, "HANDLING_LIMIT_EMERGENCY");
      assertThat(show(nodes, inquiry)).doesNotContain(version);
    }
  }

  private static String reported(HotlineClient client, String classCode) {
    return HotlineClient.await(
            client
                .reports("web")
                .report(
                    OrderDraft.newBuilder()
                        .setClassCode(classCode)
                        .setDistrict("110105")
                        .setStreet("110105001")
                        .setText("东门")
                        .build()))
        .getOrderId();
  }

  private static String run(RealNodes nodes, int exitCode, String... arguments) {
    var out = new StringWriter();
    String[] all = new String[arguments.length + 1];
    all[0] = "directory";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(nodes.run(out, all)).as(out.toString()).isEqualTo(exitCode);
    return out.toString();
  }

  private static String load(
      RealNodes nodes, int exitCode, ChangedDirectory changed, LocalDate from) {
    return run(
        nodes,
        exitCode,
        "load",
        changed.path(),
        "--valid-from",
        from.toString(),
        "--reason",
        "new rules");
  }

  /** It is known a moment after it is acknowledged. */
  private static void awaitShown(RealNodes nodes, String version) {
    while (!run(nodes, 0, "show").contains(version)) {
      Thread.onSpinWait();
    }
  }

  /** The list of open orders follows the records a moment behind. */
  private static void awaitFound(RealNodes nodes, String version) {
    String said;
    do {
      var out = new StringWriter();
      nodes.run(out, "directory", "migrate", "--to", version, "--dry-run");
      said = out.toString();
    } while (!said.contains("1 orders would go by") || !said.contains("2 would be left"));
  }

  private static String show(RealNodes nodes, String order) {
    var out = new StringWriter();
    assertThat(nodes.run(out, "order", "show", order, "--json")).as(out.toString()).isZero();
    return out.toString();
  }
}
