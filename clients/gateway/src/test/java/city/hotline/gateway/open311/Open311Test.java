package city.hotline.gateway.open311;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.OrderState;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody reads. */
@Timeout(60)
class Open311Test extends Open311Stage {

  @Test
  void servicesAreTheClassesOfTheLowestLevel() throws Exception {
    JsonNode services = json(get("services.json"));
    assertThat(services).hasSize(1);
    assertThat(services.get(0).toString())
        .isEqualTo(
            "{\"service_code\":\"010101\",\"service_name\":\"暴露垃圾\","
                + "\"description\":\"Exposed rubbish\",\"metadata\":false,\"type\":\"realtime\","
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
  void aServiceAsksForNothingOfItsOwn() throws Exception {
    assertThat(get("services/010101.json").body())
        .isEqualTo("{\"service_code\":\"010101\",\"attributes\":[]}");
    assertThat(xml(get("services/010101.xml")).getElementsByTagName("attributes").getLength())
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
  void nothingPersonalIsReadOut() throws Exception {
    for (String path : List.of("requests.json", "requests.xml", "requests/" + ORDER.getOrderId())) {
      assertThat(get(path).body())
          .contains("110105001-110000-7", "暴露垃圾")
          .doesNotContain("王", "138", "门口", "110105001001");
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
    get(
        "requests.json?status=closed&service_code=010101&start_date=2026-11-01T08:00:00+08:00"
            + "&end_date=2026-11-02T00:00:00Z");
    get("requests.json");
    assertThat(grid.queries.get(0).classes()).containsOnly("010101");
    assertThat(grid.queries.get(0).to()).isEqualTo("2026-11-02T00:00:00.001Z");
    assertThat(grid.queries.get(1).to()).isNull();
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
        "start_date=2026-11-01T00:00:00",
        "service_request_id=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,"
            + "27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,"
            + "55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,"
            + "83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101",
        "start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z"
      })
  void refusesWhatCannotBeMeant(String question) throws Exception {
    assertError(get("requests.json?" + question), 400, "(expected: ");
  }
}
