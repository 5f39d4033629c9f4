package city.hotline.gateway.open311;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.gateway.store.Database;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.search.v1.FoundOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Over real HTTP; the grid's own part is played. */
class Open311Stage {

  static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  static final FoundOrder ORDER =
      FoundOrder.newBuilder()
          .setOrderId("110105001-110000-7")
          .setState(OrderState.ORDER_STATE_SIGNED)
          .setUnit("110105001")
          .setOpenedAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 60))
          .setUpdatedAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 20))
          .setClassCode("010101")
          .setDistrict("110105")
          .setStreet("110105001")
          .setCommunity("110105001001")
          .setExcerpt("我叫王芳，我家门口有垃圾")
          .setRequester(Requester.newBuilder().setName("王**").setPhone("138******00"))
          .build();

  /** What it is asked, and what it then says. */
  static final class Grid implements ServiceRequests {
    final List<OrderDraft> opened = new ArrayList<>();
    final List<Query> queries = new ArrayList<>();
    FoundOrder order = ORDER;
    @Nullable Open311Error failing;

    @Override
    public String open(OrderDraft draft) {
      if (failing != null) {
        throw failing;
      }
      opened.add(draft);
      return "110105001-110000-" + opened.size();
    }

    @Override
    public List<FoundOrder> find(Query query) {
      queries.add(query);
      return List.of(order);
    }

    @Override
    public Optional<FoundOrder> get(String orderId) {
      return orderId.equals(order.getOrderId()) ? Optional.of(order) : Optional.empty();
    }
  }

  @TempDir private Path folder = Path.of("");
  final Grid grid = new Grid();
  private final Tomcat tomcat = new Tomcat();
  private Database database;
  Instant now = NOW;
  String key = "";

  @BeforeEach
  void start() throws Exception {
    database = Database.open(folder.resolve("data"));
    var keys = new ApiKeys(database);
    key = keys.add("app").orElseThrow();
    var services = new ServiceList(() -> CompletableFuture.completedFuture(classes()));
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    var context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(
            context, "open311", new Open311Servlet(services, grid, keys, database, () -> now))
        .addMapping("/open311/v2/*");
    tomcat.start();
    tomcat.getConnector();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    database.close();
  }

  private static List<OrderClass> classes() {
    return List.of(
        OrderClass.newBuilder().setCode("01").setName("城市管理").setLevel(1).build(),
        OrderClass.newBuilder().setCode("0101").setName("市容环境").setParent("01").setLevel(2).build(),
        OrderClass.newBuilder()
            .setCode("010101")
            .setName("暴露垃圾")
            .setParent("0101")
            .setLevel(3)
            .setEnglish("Exposed rubbish")
            .build());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HttpRequest.Builder at(String path) {
    int port = tomcat.getConnector().getLocalPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/open311/v2/" + path));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(at(path));
  }

  HttpResponse<String> post(String... fields) throws Exception {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
          .append('&');
    }
    return send(
        at("requests.json")
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(form.toString())));
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  static Document xml(HttpResponse<String> response) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)));
  }

  static void assertError(HttpResponse<String> answer, int status, String text) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = json(answer).get(0);
    assertThat(error.get("code").asInt()).isEqualTo(status);
    assertThat(error.get("description").asText()).contains(text);
  }
}
