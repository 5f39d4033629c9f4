package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.grid.v1.GetStatusResponse;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the grid is: the options every client command takes. */
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

  List<String> addresses() {
    return grpcPorts.stream().map(port -> host + ":" + port).toList();
  }

  HotlineClient.Builder client() {
    return HotlineClient.builder(addresses());
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
