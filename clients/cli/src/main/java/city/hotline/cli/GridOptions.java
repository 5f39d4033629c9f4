package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.Identity;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the grid is, and who asks it: the options every client command takes. */
final class GridOptions {

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Host of a node (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--grpc-port",
      split = ",",
      defaultValue = "9090",
      description =
          "gRPC port of a node; several, comma-separated, are tried in turn"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Integer> grpcPorts = List.of(9090);

  @Option(
      names = "--as",
      paramLabel = "ROLE:NAME",
      converter = As.class,
      description =
          "Who the command is, such as supervisor:110105-V01 (default: whoever may do what it"
              + " does; docs/access.md says who may what).")
  private @Nullable Identity as;

  /** Tells a person what was expected. */
  static final class As implements ITypeConverter<Identity> {
    @Override
    public Identity convert(String text) {
      try {
        return Identity.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  List<String> addresses() {
    return grpcPorts.stream().map(port -> host + ":" + port).toList();
  }

  HotlineClient.Builder client() {
    HotlineClient.Builder client = HotlineClient.builder(addresses());
    return as == null ? client : client.as(as);
  }

  /** For questions a person asks: an answer soon, or none. */
  HotlineClient hasty() {
    return client().patience(Duration.ofSeconds(5)).attemptTimeout(Duration.ofSeconds(10)).build();
  }

  /** Refuses at once, with exit code 1, to work with a grid that is not serving. */
  GetStatusResponse requireServing() {
    try (HotlineClient client = hasty()) {
      GetStatusResponse status = HotlineClient.await(client.grid().status(false));
      if (!status.getServing()) {
        throw new Failures.CommandFailed(
            1, "The grid is not serving: " + String.join("; ", status.getProblemsList()));
      }
      return status;
    }
  }
}
