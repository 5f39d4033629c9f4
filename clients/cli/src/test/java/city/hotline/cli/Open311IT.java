package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** A citizen's app, a real gateway, a real node and the unit that works on what was reported. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class Open311IT {

  private static final String STREET = "110105001";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of("");

  @Test
  void aRequestIsFiledOnceWorkedOnAndClosedAsTheCitizenSays() throws Exception {
    try (RealNodes nodes = RealNodes.start(folder, 1, "open311")) {
      nodes.awaitServing();
      try (var client = HotlineClient.connect(nodes.addresses());
          var gateway = new GatewayProcess(folder.resolve("gateway"), nodes.addresses().get(0))) {
        var made = new StringWriter();
        assertThat(gateway.run(made, "gateway", "key", "add", "app")).isZero();
        String url = gateway.url() + "/open311/v2/";
        String code = services(url);
        String form =
            form("api_key", made.toString().strip(), "service_code", code, "address_id", STREET)
                + '&'
                + form("description", "路口有垃圾，电话13800000000", "last_name", "王", "first_name", "芳");

        HttpResponse<String> opened = post(url + "requests.json", form);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String id = text(first(opened), "service_request_id");
        assertThat(id).startsWith(STREET + "-open311-");
        gateway.killAndStartAgain();
        HttpResponse<String> again = post(url + "requests.xml", form);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(text(xml(again), "service_request_id")).isEqualTo(id);
        assertError(post(url + "requests.json", form.replace("address_id=", "address_id=9")), 400);
        assertError(post(url + "requests.json", form.replace("api_key=", "api_key=x")), 403);

        JsonObject row = first(get(url + "requests/" + id + ".json"));
        assertThat(text(row, "status")).isEqualTo("open");
        assertThat(text(row, "status_notes")).startsWith("sent to the unit");
        assertThat(row.toString()).doesNotContain("垃圾，", "138", "王", "芳");
        String unit = text(row, "agency_responsible");
        worked(client, id, unit, url);

        Document closed = xml(get(url + "requests/" + id + ".xml"));
        assertThat(text(closed, "status")).isEqualTo("closed");
        assertThat(text(closed, "status_notes")).startsWith("resolved: ");
        assertThat(text(first(get(url + "tokens/" + id + ".json")), "service_request_id"))
            .isEqualTo(id);
        assertFound(url, "status=closed&service_code=" + code, id, "closed");
        assertThat(get(url + "requests.json?status=open&service_code=" + code).body())
            .isEqualTo("[]");
        assertError(get(url + "requests/110105001-open311-9.json"), 404);
        assertError(get(url + "requests/nothing.json"), 404);
      }
    }
  }

  private static String services(String url) throws Exception {
    for (JsonElement each :
        JsonParser.parseString(get(url + "services.json").body()).getAsJsonArray()) {
      if (text(each.getAsJsonObject(), "service_name").contains("暴露垃圾")) {
        return text(each.getAsJsonObject(), "service_code");
      }
    }
    throw new AssertionError("no such service");
  }

  /** What the unit and the desk that asks do is seen by the app after each step. */
  private static void worked(HotlineClient client, String id, String unit, String url)
      throws Exception {
    String before = text(first(get(url + "requests/" + id + ".json")), "updated_datetime");
    HotlineClient.await(client.department(unit).sign(id));
    JsonObject signed = first(get(url + "requests/" + id + ".json"));
    assertThat(text(signed, "status_notes")).isEqualTo("signed by the unit");
    assertThat(text(signed, "updated_datetime")).isGreaterThanOrEqualTo(before);
    HotlineClient.await(client.department(unit).contact(id));
    HotlineClient.await(client.department(unit).reply(id, "王芳家门口的垃圾已清运"));
    JsonObject replied = first(get(url + "requests/" + id + ".json"));
    assertThat(text(replied, "status")).isEqualTo("open");
    assertThat(text(replied, "status_notes")).contains("is asked whether it is solved");
    HotlineClient.await(
        client
            .followUps()
            .recordAnswers(
                id,
                Answers.newBuilder()
                    .setResponded(true)
                    .setResolution(Resolution.RESOLUTION_YES)
                    .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED)
                    .build()));
  }

  /** The list follows the records: it shows what was acknowledged a moment later. */
  private static void assertFound(String url, String question, String id, String status)
      throws Exception {
    HttpResponse<String> found = get(url + "requests.json?" + question);
    while (found.statusCode() == 503 || found.body().equals("[]")) {
      Thread.onSpinWait();
      found = get(url + "requests.json?" + question);
    }
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(JsonParser.parseString(found.body()).getAsJsonArray()).hasSize(1);
    assertThat(text(first(found), "service_request_id")).isEqualTo(id);
    assertThat(text(first(found), "status")).isEqualTo(status);
    JsonObject one = first(get(url + "requests/" + id + ".json"));
    assertThat(first(found)).isEqualTo(one);
  }

  private static void assertError(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(first(answer).get("code").getAsInt()).isEqualTo(status);
    assertThat(text(first(answer), "description")).contains("(expected: ");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String url, String form) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String form(String... fields) {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static JsonObject first(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonArray().get(0).getAsJsonObject();
  }

  private static String text(JsonObject of, String name) {
    return of.get(name).getAsString();
  }

  private static Document xml(HttpResponse<String> answer) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Document of, String name) {
    return of.getElementsByTagName(name).item(0).getTextContent();
  }
}
