package city.hotline.gateway.open311;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.gateway.store.Database;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Over real HTTP; the grid's own part is played. */
@Timeout(60)
class Open311Test {

  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final Order ORDER =
      Order.newBuilder()
          .setOrderId("110105001-110000-7")
          .setState(OrderState.ORDER_STATE_SIGNED)
          .setUnit("110105001")
          .setOpenedAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 60))
          .setSignedAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 20))
          .setReplyText("已联系王女士13800000000")
          .setDraft(
              OrderDraft.newBuilder()
                  .setClassCode("010101")
                  .setDistrict("110105")
                  .setStreet("110105001")
                  .setCommunity("110105001001")
                  .setText("我叫王芳，我家门口有垃圾")
                  .setRequester(
                      Requester.newBuilder()
                          .setName("王芳")
                          .setPhone("13800000000")
                          .setAddress("建国里三巷2号")))
          .build();

  /** What it is asked, and what it then says. */
  private static final class Grid implements ServiceRequests {
    final List<OrderDraft> opened = new ArrayList<>();
    final List<Query> queries = new ArrayList<>();
    Order order = ORDER;

    @Override
    public String open(OrderDraft draft) {
      opened.add(draft);
      return "110105001-110000-" + opened.size();
    }

    @Override
    public List<Order> find(Query query) {
      queries.add(query);
      return List.of(order);
    }

    @Override
    public Optional<Order> get(String orderId) {
      return orderId.equals(order.getOrderId()) ? Optional.of(order) : Optional.empty();
    }
  }

  @TempDir private Path folder = Path.of("");
  private final Grid grid = new Grid();
  private final Tomcat tomcat = new Tomcat();
  private Database database;
  private String key = "";

  @BeforeEach
  void start() throws Exception {
    database = Database.open(folder.resolve("data"));
    var keys = new ApiKeys(database);
    key = keys.add("app").orElseThrow();
    var services = new ServiceList(() -> CompletableFuture.completedFuture(classes()));
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    var context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "open311", new Open311Servlet(services, grid, keys, () -> NOW))
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

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder at(String path) {
    int port = tomcat.getConnector().getLocalPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/open311/v2/" + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(at(path));
  }

  private HttpResponse<String> post(String... fields) throws Exception {
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

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  private static Document xml(HttpResponse<String> response) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void servicesAreTheClassesOfTheLowestLevel() throws Exception {
    JsonNode services = json(get("services.json"));
    assertThat(services).hasSize(1);
    assertThat(services.get(0).toString())
        .isEqualTo(
            "{\"service_code\":\"010101\",\"service_name\":\"暴露垃圾\","
                + "\"description\":\"Exposed rubbish\",\"metadata\":true,\"type\":\"realtime\","
                + "\"keywords\":\"城市管理,市容环境\",\"group\":\"城市管理 / 市容环境\"}");
    HttpResponse<String> answer = get("services.xml");
    assertThat(answer.headers().firstValue("content-type")).contains("text/xml;charset=utf-8");
    assertThat(answer.body()).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><services>");
    assertThat(xml(answer).getElementsByTagName("service_name").item(0).getTextContent())
        .isEqualTo("暴露垃圾");
  }

  @Test
  void theFormatIsTheSuffixElseWhatIsAcceptedElseXml() throws Exception {
    assertThat(get("services").body()).startsWith("<?xml");
    assertThat(send(at("services").header("accept", "application/json")).body()).startsWith("[");
    assertThat(send(at("services.xml").header("accept", "application/json")).body())
        .startsWith("<?xml");
  }

  @Test
  void aServiceSaysWhatMustBeKnownOfPlaces() throws Exception {
    JsonNode definition = json(get("services/010101.json"));
    assertThat(definition.get("service_code").asText()).isEqualTo("010101");
    JsonNode attribute = definition.get("attributes").get(0);
    assertThat(attribute.get("variable").asBoolean()).isFalse();
    assertThat(attribute.get("description").asText()).contains("address_string", "address_id");
    assertThat(xml(get("services/010101.xml")).getElementsByTagName("attribute").getLength())
        .isOne();
    assertError(get("services/9.json"), 404, "service_code: '9' (expected: one that GET services");
  }

  @Test
  void isDiscovered() throws Exception {
    JsonNode discovery = json(get("discovery.json"));
    JsonNode endpoint = discovery.get("endpoints").get(0);
    assertThat(endpoint.get("url").asText()).endsWith("/open311/v2");
    assertThat(endpoint.get("formats")).hasSize(2);
    assertThat(xml(get("discovery.xml")).getElementsByTagName("format").getLength()).isEqualTo(2);
  }

  @Test
  void aRequestBecomesADraft() throws Exception {
    HttpResponse<String> answer =
        post(
            "api_key",
            key,
            "service_code",
            "010101",
            "description",
            "路口有垃圾",
            "address_id",
            "110105001001",
            "address_string",
            "建国里",
            "first_name",
            "芳",
            "last_name",
            "王",
            "phone",
            "13800000000",
            "lat",
            "39.9",
            "long",
            "116.4");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).get(0).get("service_request_id").asText())
        .isEqualTo("110105001-110000-1");
    assertThat(grid.opened)
        .containsExactly(
            OrderDraft.newBuilder()
                .setClassCode("010101")
                .setDistrict("110105")
                .setStreet("110105001")
                .setCommunity("110105001001")
                .setText("路口有垃圾")
                .setRequester(
                    Requester.newBuilder().setName("王芳").setPhone("13800000000").setAddress("建国里"))
                .build());
  }

  @Test
  void anAddressInWordsIsTheCitysToPlace() throws Exception {
    post(
        "api_key",
        key,
        "service_code",
        "010101",
        "description",
        "x",
        "address_string",
        "国贸",
        "first_name",
        "Ann",
        "last_name",
        "Lee");
    OrderDraft draft = grid.opened.get(0);
    assertThat(draft.getDistrict()).isEqualTo("110000");
    assertThat(draft.getRequester().getAddress()).isEqualTo("国贸");
    assertThat(draft.getRequester().getName()).isEqualTo("Ann Lee");
  }

  @Test
  void whatIsWrongIsSaidAndNothingOpened() throws Exception {
    assertError(post("service_code", "010101"), 403, "api_key: missing or not known");
    assertError(post("api_key", "guess"), 403, "api_key: missing or not known");
    assertError(post("api_key", key), 404, "service_code: ''");
    assertError(post("api_key", key, "service_code", "010101"), 400, "description: missing");
    assertError(
        post("api_key", key, "service_code", "010101", "description", "x", "lat", "1", "long", "2"),
        400,
        "say where: address_string");
    assertError(
        post("api_key", key, "service_code", "010101", "description", "x", "address_id", "1101"),
        400,
        "address_id: '1101' (expected: 6, 9 or 12 digits)");
    assertError(
        post("api_key", key, "service_code", "010101", "description", "x".repeat(4_001)),
        400,
        "description: longer than it may be (expected: at most 4000 characters)");
    assertThat(grid.opened).isEmpty();
    HttpResponse<String> xml = send(at("requests.xml").POST(BodyPublishers.noBody()));
    assertThat(xml.statusCode()).isEqualTo(403);
    assertThat(xml(xml).getElementsByTagName("code").item(0).getTextContent()).isEqualTo("403");
    assertError(get("nothing.json"), 404, "services/{service_code}");
    assertError(send(at("services.json").DELETE()), 405, "GET and POST");
  }

  private static void assertError(HttpResponse<String> answer, int status, String text)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = json(answer).get(0);
    assertThat(error.get("code").asInt()).isEqualTo(status);
    assertThat(error.get("description").asText()).contains(text);
  }

  @Test
  void aKeyHasAnAllowance() throws Exception {
    String[] fields = {
      "api_key", key, "service_code", "010101", "description", "x", "address_string", "y"
    };
    for (int i = 0; i < Allowance.AT_ONCE; i++) {
      assertThat(post(fields).statusCode()).isEqualTo(201);
    }
    HttpResponse<String> answer = post(fields);
    assertError(answer, 429, "too many requests with this api_key: wait 2 s");
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertThat(grid.opened).hasSize(Allowance.AT_ONCE);
  }

  @Test
  void nothingPersonalIsReadOut() throws Exception {
    for (String path : List.of("requests.json", "requests.xml", "requests/" + ORDER.getOrderId())) {
      assertThat(get(path).body())
          .contains("110105001-110000-7", "暴露垃圾")
          .doesNotContain("王", "138", "建国里", "垃圾\"}", "110105001001");
    }
    JsonNode row = json(get("requests/110105001-110000-7.json")).get(0);
    assertThat(row.get("requested_datetime").asText()).isEqualTo("2026-11-27T07:59:00Z");
    assertThat(row.get("updated_datetime").asText()).isEqualTo("2026-11-27T07:59:40Z");
    assertThat(row.get("status").asText()).isEqualTo("open");
    assertError(get("requests/110105001-1.json"), 404, "service_request_id: '110105001-1'");
    assertThat(json(get("tokens/110105001-110000-7.json")).get(0).toString())
        .isEqualTo(
            "{\"service_request_id\":\"110105001-110000-7\",\"token\":\"110105001-110000-7\"}");
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      names = {"CLOSE_REASON_RESOLVED", "CLOSE_REASON_UNRESOLVED", "CLOSE_REASON_UNREACHABLE"})
  void closedIsNotFixed(CloseReason reason) throws Exception {
    grid.order =
        ORDER.toBuilder().setState(OrderState.ORDER_STATE_CLOSED).setCloseReason(reason).build();
    JsonNode row = json(get("requests.json")).get(0);
    assertThat(row.get("status").asText()).isEqualTo("closed");
    String word =
        reason.name().substring("CLOSE_REASON_".length()).toLowerCase(java.util.Locale.ROOT);
    assertThat(row.get("status_notes").asText()).startsWith(word + ": ");
  }

  @Test
  void asksForWhatIsAskedFor() throws Exception {
    get("requests.json?status=closed&service_code=010101,010102&start_date=2026-11-01T00:00:00Z");
    get("requests.json");
    assertThat(grid.queries.get(0).classes()).containsOnly("010101", "010102");
    assertThat(grid.queries.get(0).from()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(grid.queries.get(0).open()).isFalse();
    assertThat(grid.queries.get(0).closed()).isTrue();
    assertThat(grid.queries.get(1).open()).isTrue();
    assertThat(grid.queries.get(1).from()).isEqualTo(NOW.minusSeconds(90L * 24 * 3600));
    assertThat(json(get("requests.json?service_request_id=110105001-110000-7,1"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=fixed",
        "start_date=yesterday",
        "start_date=2026-01-01T00:00:00Z",
        "start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z"
      })
  void refusesWhatCannotBeMeant(String question) throws Exception {
    assertError(get("requests.json?" + question), 400, "(expected: ");
  }
}
