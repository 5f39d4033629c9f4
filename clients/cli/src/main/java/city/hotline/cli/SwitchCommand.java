package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.kamailio.KamailioSwitch;
import city.hotline.kamailio.SwitchFigures;
import city.hotline.kamailio.SwitchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The adapter between the grid and a Kamailio, until it is interrupted. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    description = {
      "Connect a Kamailio with the grid.",
      "Callers wait in Kamailio until a seat takes them, then their call goes to the seat's SIP",
      "agent; when the seat ends it, both are hung up.",
      "",
      "Kamailio must run with the configuration that --print-config shows. There is no media in it:",
      "a caller's place in the line is known, but not announced.",
      "",
      "It may be ended and started again at any time: calls go on, and what happened meanwhile is",
      "reconciled. Away for more than 30 s, its waiting calls fail in the grid; conversations stay."
    },
    footer = {
      "",
      "Example:",
      "  hotline switch --print-config > kamailio.cfg",
      "  kamailio -f kamailio.cfg -A 'LISTEN=udp:10.0.0.5:5060'",
      "  hotline switch --district 110105 --seat-uri 'sip:{seat}@10.0.0.9:5060'"
    })
final class SwitchCommand implements Callable<Integer> {

  private static final String CONFIG = "/kamailio/kamailio.cfg";

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--evapi",
      defaultValue = "127.0.0.1:8448",
      description = "Where Kamailio's EVAPI listens (default: ${DEFAULT-VALUE}).")
  private String evapi = "127.0.0.1:8448";

  @Option(
      names = "--switch-id",
      defaultValue = "kamailio",
      description =
          "Name of this switch in the grid; keep it over restarts, and give each Kamailio its own"
              + " (default: ${DEFAULT-VALUE}).")
  private String switchId = "kamailio";

  @Option(
      names = "--district",
      split = ",",
      defaultValue = "110105",
      description =
          "The floors whose calls come in here, six digits each, comma-separated"
              + " (default: ${DEFAULT-VALUE}).")
  private List<String> districts = List.of("110105");

  @Option(
      names = "--seat-uri",
      defaultValue = "sip:{seat}@127.0.0.1:5062",
      description =
          "Where a seat's agent is called; {seat} stands for the seat's id"
              + " (default: ${DEFAULT-VALUE}).")
  private String seatUri = "sip:{seat}@127.0.0.1:5062";

  @Option(
      names = "--report",
      defaultValue = "60",
      description = "Prints what was counted every so many seconds (default: ${DEFAULT-VALUE}).")
  private int reportSeconds = 60;

  @Option(names = "--print-config", description = "Prints kamailio.cfg and ends.")
  private boolean printConfig;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    if (printConfig) {
      out.print(config());
      out.flush();
      return 0;
    }
    try (HotlineClient client = grid.client().build();
        KamailioSwitch adapter = new KamailioSwitch(settings(), client.switchLink())) {
      adapter.start();
      out.println("Switch " + switchId + " serves " + String.join(", ", districts) + ".");
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.SECONDS.sleep(Math.max(1, reportSeconds));
        out.println(line(adapter.figures()));
      }
    }
    return 0;
  }

  private static String line(SwitchFigures figures) {
    return String.format(
        "arrived %d, answered %d, over %d, open %d (in the grid %d)",
        figures.arrived(), figures.answered(), figures.over(), figures.open(), figures.inGrid());
  }

  private SwitchSettings settings() {
    try {
      return new SwitchSettings(address(), switchId, districts, seatUri);
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private InetSocketAddress address() {
    int colon = evapi.lastIndexOf(':');
    if (colon < 1 || !evapi.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("--evapi: " + evapi + " (expected: host:port)");
    }
    return InetSocketAddress.createUnresolved(
        evapi.substring(0, colon), Integer.parseInt(evapi.substring(colon + 1)));
  }

  /** What Kamailio is to be run with. */
  static String config() throws IOException {
    try (InputStream in = KamailioSwitch.class.getResourceAsStream(CONFIG)) {
      return new String(Objects.requireNonNull(in, CONFIG).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
