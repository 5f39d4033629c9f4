package city.hotline.cli;

import city.hotline.node.epoch.Keeping;
import city.hotline.node.launch.NodeApplication;
import city.hotline.node.launch.NodeOptions;
import city.hotline.node.launch.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one member of a grid. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = {
      "Run one member of a grid in this process, until it is interrupted.",
      "Every member of a grid is started with the same --members."
    })
final class NodeCommand implements Callable<Integer> {

  @Option(
      names = "--members",
      split = ",",
      description = "Member addresses of all nodes, host:port; none means this node alone.")
  private List<String> members = List.of();

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address to bind (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--http-port",
      defaultValue = "8080",
      description = "Wallboard, health and metrics (default: ${DEFAULT-VALUE}).")
  private int httpPort = 8080;

  @Option(
      names = "--grpc-port",
      defaultValue = "9090",
      description = "gRPC (default: ${DEFAULT-VALUE}).")
  private int grpcPort = 9090;

  @Option(
      names = "--member-port",
      defaultValue = "5701",
      description = "Between members (default: ${DEFAULT-VALUE}).")
  private int memberPort = 5701;

  @Option(
      names = "--data",
      defaultValue = "data/node-0",
      description = "Folder of the journal (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data", "node-0");

  @Option(
      names = "--durability",
      defaultValue = "REPLICATED",
      description = DurabilityOption.DESCRIPTION)
  private DurabilityOption durability = DurabilityOption.REPLICATED;

  @Option(
      names = "--checkpoint-mib",
      defaultValue = "256",
      description = "Journal, in MiB, between two checkpoints (default: ${DEFAULT-VALUE}).")
  private int checkpointMib = 256;

  @Option(
      names = "--keep-hours",
      defaultValue = "192",
      description = "How long records are kept for readers (default: ${DEFAULT-VALUE}).")
  private int keepHours = 192;

  @Option(
      names = "--keep-readers-mib",
      defaultValue = "4096",
      description = "Kept longer for connected readers, at most (default: ${DEFAULT-VALUE}).")
  private int keepReadersMib = 4096;

  @Option(names = "--identities", description = IdentitiesOption.DESCRIPTION)
  private @Nullable IdentitiesOption identities;

  @Option(
      names = "--citizen-secret",
      paramLabel = "FILE",
      description = {
        "What encrypts the keys of citizens, the same file for every member ('citizen secret'"
            + " makes",
        "one); none: built in, and known to everybody."
      })
  private @Nullable Path citizenSecret;

  @Option(names = "--cluster", defaultValue = "hotline", hidden = true)
  private String cluster = "hotline";

  @Override
  public Integer call() throws InterruptedException {
    List<String> all = members.isEmpty() ? List.of(bind + ":" + memberPort) : members;
    var options =
        new NodeOptions(
            data,
            bind,
            memberPort,
            grpcPort,
            httpPort,
            all,
            cluster,
            durability.forced(),
            keeping(),
            new Trust(IdentitiesOption.of(identities), Optional.ofNullable(citizenSecret)));
    var closed = new CountDownLatch(1);
    ConfigurableApplicationContext context = start(options);
    ApplicationListener<ContextClosedEvent> listener = event -> closed.countDown();
    context.addApplicationListener(listener);
    closed.await();
    return 0;
  }

  private Keeping keeping() {
    return new Keeping(
        (long) checkpointMib << 20,
        Keeping.USUAL.checkpointAtLatest(),
        Duration.ofHours(keepHours),
        (long) keepReadersMib << 20);
  }

  /** A member that cannot start says why in one line; the stack trace is for defects only. */
  private static ConfigurableApplicationContext start(NodeOptions options) {
    try {
      return NodeApplication.start(options);
    } catch (RuntimeException e) {
      throw new Failures.CommandFailed(1, "this node cannot start: " + reason(e));
    }
  }

  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    @Nullable Throwable cause = thrown.getCause();
    // What the system says is in the message of whoever asked it, with what to do.
    while (cause != null && !(cause instanceof IOException)) {
      root = cause;
      cause = cause.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
