package city.hotline.node.gauge;

import city.hotline.node.epoch.Keeping;
import city.hotline.node.launch.GridNode;
import city.hotline.node.launch.Identities;
import city.hotline.node.launch.NodeApplication;
import city.hotline.node.launch.NodeOptions;
import city.hotline.node.launch.Trust;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.ConfigurableApplicationContext;

/** A real member with its servers, and what it says to Prometheus. */
final class MeasuredNode implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int httpPort;
  private final ManagedChannel channel;

  MeasuredNode(Path data) throws IOException {
    List<Integer> ports = freePorts(3);
    httpPort = ports.get(2);
    context =
        NodeApplication.start(
            new NodeOptions(
                data,
                "127.0.0.1",
                ports.get(0),
                ports.get(1),
                httpPort,
                List.of("127.0.0.1:" + ports.get(0)),
                "measured-" + ports.get(0),
                false,
                Keeping.USUAL,
                Trust.of(Identities.UNSAID)));
    channel =
        Grpc.newChannelBuilder("127.0.0.1:" + ports.get(1), InsecureChannelCredentials.create())
            .build();
    awaitMetrics(s -> s.value("hotline_serving") == 1);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  GridNode grid() {
    return context.getBean(GridNode.class);
  }

  ManagedChannel channel() {
    return channel;
  }

  Samples metrics() {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + httpPort + "/actuator/prometheus"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(response.statusCode() + ": " + response.body());
      }
      return Samples.of(response.body());
    } catch (IOException e) {
      throw new AssertionError("no metrics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The first metrics of which the condition holds. */
  Samples awaitMetrics(Predicate<Samples> condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      Samples samples = metrics();
      if (condition.test(samples)) {
        return samples;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LONGEST + ":\n" + samples.text());
      }
      pause();
    }
  }

  /** Between two looks at what has not come yet. */
  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    context.close();
  }
}
