package city.hotline.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import city.hotline.gateway.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway's two ports, with no grid to be found. */
@Timeout(60)
class GatewayApplicationTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static HotlineClient client = HotlineClient.connect(List.of("127.0.0.1:1"));
  private static ConfigurableApplicationContext context = start();

  private static ConfigurableApplicationContext start() {
    try {
      Path folder = Files.createTempDirectory("gateway");
      var options = new GatewayOptions(folder, "127.0.0.1", 0, "127.0.0.1", 0, Duration.ofHours(1));
      return GatewayApplication.start(options, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void subscribe() {
    // Nobody says whether there is such a unit, so none can be added by asking.
    context
        .getBean(Database.class)
        .in(
            over -> {
              try (var statement = over.createStatement()) {
                return statement.executeUpdate(
                    "INSERT INTO subscription (name, unit, with_units_below, url, secret, created)"
                        + " VALUES ('street', '110105001', FALSE, 'http://127.0.0.1:1/',"
                        + " 'whsec_AAAA', NOW())");
              }
            });
    context.getBean(city.hotline.gateway.webhook.Webhooks.class).start();
  }

  @AfterAll
  static void stop() {
    context.close();
    client.close();
  }

  private static int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  private static int adminPort() {
    return context.getBean(AdminPort.class).port();
  }

  private static HttpResponse<String> ask(int port, String method, String path, String body)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void saysHowSubscriptionsStandButNoSecret() throws Exception {
    HttpResponse<String> list = ask(adminPort(), "GET", "/admin/webhooks", "");
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body())
        .contains("\"name\":\"street\"", "\"state\":\"", "\"lag_seconds\":0.0")
        .contains("\"last_delivered\":null", "\"last_error\":null", "\"dead\":0")
        .doesNotContain("whsec_");
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws Exception {
    assertError("POST", "", "{\"name\":\"a\",\"unit\":\"x\",\"url\":\"y\"}", 400, "url: 'y' (exp");
    assertError("POST", "", "{\"name\":\"a b\"}", 400, "name: 'a b' (expected:");
    assertError("POST", "", "[", 400, "body: not read (expected: a JSON object");
    assertError("POST", "/nobody/redrive", "", 404, "./hotline webhook list names all");
    assertError("GET", "/nobody/dead", "", 404, "there is no subscription 'nobody'");
    assertError("DELETE", "/nobody", "", 404, "there is no subscription 'nobody'");
    assertError(
        "POST",
        "",
        "{\"name\":\"a\",\"unit\":\"110105\",\"url\":\"http://127.0.0.1:1\"}",
        503,
        "the grid does not say which units there are, try again");
  }

  private static void assertError(String method, String path, String body, int status, String text)
      throws Exception {
    HttpResponse<String> answer = ask(adminPort(), method, "/admin/webhooks" + path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(text);
  }

  @Test
  void eachPortAnswersItsOwnQuestionsOnly() throws Exception {
    assertThat(ask(port(), "GET", "/admin/webhooks", "").statusCode()).isEqualTo(404);
    assertThat(ask(port(), "GET", "/actuator/health", "").statusCode()).isEqualTo(200);
    assertThat(ask(adminPort(), "GET", "/actuator/health", "").statusCode()).isEqualTo(404);
    assertThat(ask(port(), "GET", "//admin/webhooks", "").statusCode()).isBetween(400, 404);
    assertThat(ask(port(), "GET", "/x/../admin/webhooks", "").statusCode()).isEqualTo(404);
    assertThat(ask(port(), "GET", "/%61dmin/webhooks", "").statusCode()).isEqualTo(404);
    assertThat(ask(port(), "GET", "/admin;x/webhooks", "").statusCode()).isEqualTo(404);
    assertThat(ask(port(), "GET", "/admin%2Fwebhooks", "").statusCode()).isBetween(400, 404);
    assertThat(ask(adminPort(), "GET", "/%61dmin/webhooks", "").statusCode()).isEqualTo(200);
  }

  /** Browsers are on this machine, too. */
  @Test
  void whatAWebPageMakesABrowserAskIsNotAnswered() throws Exception {
    assertThat(raw("Host: 127.0.0.1")).contains(" 200 ");
    assertThat(raw("Host: rebound.example")).contains(" 403 ");
    assertThat(raw("Host: 127.0.0.1\r\nOrigin: http://127.0.0.1")).contains(" 403 ");
  }

  private static String raw(String headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), adminPort())) {
      String request =
          "GET /admin/webhooks HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().findFirst().orElse("") + " ";
    }
  }

  @Test
  void keysAreMadeListedAndEnded() throws Exception {
    String wanted = "{\"name\":\"app\"}";
    HttpResponse<String> made = ask(adminPort(), "POST", "/admin/keys", wanted);
    assertThat(made.statusCode()).isEqualTo(201);
    String key = made.body().replaceAll(".*:\"|\"}", "");
    assertThat(key).hasSize(32);
    assertThat(ask(adminPort(), "POST", "/admin/keys", wanted).statusCode()).isEqualTo(409);
    assertThat(ask(adminPort(), "POST", "/admin/keys", "{}").statusCode()).isEqualTo(400);
    assertThat(ask(adminPort(), "GET", "/admin/keys", "").body())
        .contains("\"name\":\"app\"")
        .doesNotContain(key);
    assertThat(ask(adminPort(), "DELETE", "/admin/keys/app", "").statusCode()).isEqualTo(204);
    assertThat(ask(adminPort(), "DELETE", "/admin/keys/app", "").body())
        .contains("./hotline gateway key list names all");
  }

  @Test
  void open311WithoutAGridSaysThatItMayBeTriedAgain() throws Exception {
    HttpResponse<String> answer = ask(port(), "GET", "/open311/v2/services.json", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).startsWith("[{\"").contains("the hotline does not answer, try again");
    assertThat(ask(port(), "GET", "/open311/v2/discovery.json", "").statusCode()).isEqualTo(200);
    assertThat(ask(adminPort(), "GET", "/open311/v2/discovery.json", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void isMeasuredForEachSubscription() throws Exception {
    String metrics = ask(port(), "GET", "/actuator/prometheus", "").body();
    for (String name :
        List.of("delivered_total", "failed_total", "given_up_total", "dead", "lag_seconds")) {
      assertThat(metrics).contains("hotline_webhook_" + name + "{subscription=\"street\"} 0.0");
    }
  }
}
