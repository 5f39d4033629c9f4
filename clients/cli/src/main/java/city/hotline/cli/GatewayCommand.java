package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.gateway.launch.GatewayApplication;
import city.hotline.gateway.launch.GatewayOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a gateway. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Run a gateway for those who cannot hold a gRPC stream.",
      "Until it is interrupted, events of orders are POSTed to departments' URLs (./hotline webhook),",
      "and citizens' apps open and read requests over Open311 (docs/open311.md), with keys that",
      "./hotline gateway key gives.",
      "",
      "It may be ended, killed and started again at any time: nothing is lost. One gateway works on",
      "one --data folder."
    },
    subcommands = KeyCommand.class)
final class GatewayCommand implements Callable<Integer> {

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--data",
      defaultValue = "data/gateway",
      description = "Folder of subscriptions and dead letters (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data", "gateway");

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address of --http-port (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--http-port",
      defaultValue = "8090",
      description = "Open311 (/open311/v2), health and metrics (default: ${DEFAULT-VALUE}).")
  private int httpPort = 8090;

  @Option(
      names = "--admin-bind",
      defaultValue = "127.0.0.1",
      description =
          "Address of --admin-port; whoever reaches it may do everything"
              + " (default: ${DEFAULT-VALUE}).")
  private String adminBind = "127.0.0.1";

  @Option(
      names = "--admin-port",
      defaultValue = "8091",
      description = "Where ./hotline webhook asks (default: ${DEFAULT-VALUE}).")
  private int adminPort = 8091;

  @Option(
      names = "--give-up-hours",
      defaultValue = "24",
      description =
          "How long an event is tried until it becomes a dead letter (default: ${DEFAULT-VALUE}).")
  private int giveUpHours = 24;

  @Override
  public Integer call() throws InterruptedException {
    var closed = new CountDownLatch(1);
    try (HotlineClient client = grid.client().build()) {
      ConfigurableApplicationContext context = start(options(), client);
      ApplicationListener<ContextClosedEvent> listener = event -> closed.countDown();
      context.addApplicationListener(listener);
      closed.await();
    }
    return 0;
  }

  private GatewayOptions options() {
    try {
      return new GatewayOptions(
          data, bind, httpPort, adminBind, adminPort, Duration.ofHours(giveUpHours));
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  /** A gateway that cannot start says why in one line. */
  private static ConfigurableApplicationContext start(
      GatewayOptions options, HotlineClient client) {
    try {
      return GatewayApplication.start(options, client);
    } catch (RuntimeException e) {
      throw new Failures.CommandFailed(1, "this gateway cannot start: " + reason(e));
    }
  }

  /**
   * What our own code says stands before what Spring says of it, and after what the system said.
   */
  private static String reason(Throwable thrown) {
    String said = String.valueOf(thrown.getMessage());
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      if (each.getClass().getName().startsWith("city.hotline.")
          || each instanceof IllegalArgumentException) {
        return String.valueOf(each.getMessage());
      }
      said = each.getMessage() == null ? each.toString() : each.getMessage();
    }
    return said;
  }
}
