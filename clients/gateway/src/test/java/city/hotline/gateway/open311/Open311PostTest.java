package city.hotline.gateway.open311;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is posted. */
@Timeout(60)
class Open311PostTest extends Open311Stage {

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
                    Requester.newBuilder()
                        .setName("王芳")
                        .setPhone("13800000000")
                        .setAddress("建国里 WGS84 39.9,116.4"))
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
    assertError(post("api_key", key), 400, "service_code: missing");
    assertError(post("api_key", key, "service_code", "9"), 404, "service_code: '9'");
    assertError(post("api_key", key, "service_code", "010101"), 400, "say where: address_string");
    assertError(
        post("api_key", key, "service_code", "010101", "lat", "91", "long", "2"), 400, "lat, long");
    assertError(post("api_key", key, "service_code", "010101", "lat", "39.9"), 400, "lat, long");
    for (String phone : List.of("call me", "+-()", "12", "1".repeat(33))) {
      assertError(
          post("api_key", key, "service_code", "010101", "address_string", "x", "phone", phone),
          400,
          "phone: ");
    }
    assertError(
        post(
            "api_key",
            key,
            "service_code",
            "010101",
            "address_string",
            "x",
            "media_url",
            "file:///etc"),
        400,
        "media_url");
    assertError(
        post("api_key", key, "service_code", "010101", "description", "x", "address_id", "1101"),
        400,
        "address_id: '1101' (expected: 6, 9 or 12 digits)");
    assertError(
        post(
            "api_key",
            key,
            "service_code",
            "010101",
            "address_string",
            "x",
            "description",
            "x".repeat(4_001)),
        400,
        "description: longer than it may be (expected: at most 4000 characters)");
    assertThat(grid.opened).isEmpty();
    HttpResponse<String> xml = send(at("requests.xml").POST(BodyPublishers.noBody()));
    assertThat(xml.statusCode()).isEqualTo(403);
    assertThat(xml(xml).getElementsByTagName("code").item(0).getTextContent()).isEqualTo("403");
    assertError(get("nothing.json"), 404, "services/{service_code}");
    assertError(send(at("services.json").DELETE()), 405, "GET and POST");
  }

  @Test
  void aKeyHasAnAllowance() throws Exception {
    String[] fields = {
      "api_key", key, "service_code", "010101", "description", "x", "address_string", "y"
    };
    for (int i = 0; i < Allowance.AT_ONCE; i++) {
      fields[5] = "rubbish " + i;
      assertThat(post(fields).statusCode()).isEqualTo(201);
    }
    assertThat(post(fields).statusCode()).isEqualTo(200);
    fields[5] = "one more";
    HttpResponse<String> answer = post(fields);
    assertError(answer, 429, "too many requests with this api_key: wait 2 s");
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertThat(grid.opened).hasSize(Allowance.AT_ONCE);
  }

  @Test
  void degreesAndAPictureAreEnough() throws Exception {
    String picture = "https://example.org/1.jpg";
    assertThat(
            post(
                    "api_key",
                    key,
                    "service_code",
                    "010101",
                    "lat",
                    "39.908722",
                    "long",
                    "116.397496",
                    "media_url",
                    picture)
                .statusCode())
        .isEqualTo(201);
    OrderDraft draft = grid.opened.get(0);
    assertThat(draft.getDistrict()).isEqualTo("110000");
    assertThat(draft.getRequester().getAddress()).isEqualTo("WGS84 39.908722,116.397496");
    assertThat(draft.getText()).isEqualTo(picture);
  }

  @Test
  void theSameFormIsTheSameRequestForADay() throws Exception {
    String[] form = {"api_key", key, "service_code", "010101", "address_id", "110105"};
    grid.failing = new Open311Error(503, "not now", 5);
    assertError(post(form), 503, "not now");
    grid.failing = null;
    String id = json(post(form)).get(0).get("service_request_id").asText();
    now = NOW.plus(Posted.KEPT).minusSeconds(1);
    HttpResponse<String> again = post(form);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).get(0).get("service_request_id").asText()).isEqualTo(id);
    assertThat(json(again).get(0).get("service_notice").asText()).contains("posted before");
    form[5] = "110106";
    assertThat(post(form).statusCode()).isEqualTo(201);
    form[5] = "110105";
    now = NOW.plus(Posted.KEPT);
    assertThat(post(form).statusCode()).isEqualTo(201);
    assertThat(grid.opened).hasSize(3);
  }

  @Test
  void whatMayHaveBeenTakenIsNotSentOnceMore() throws Exception {
    String[] form = {"api_key", key, "service_code", "010101", "address_id", "110105"};
    grid.failing = Open311Error.unknownWhetherTaken();
    assertError(post(form), 503, "change a field");
    grid.failing = null;
    assertError(post(form), 503, "change a field");
    assertThat(grid.opened).isEmpty();
    form[5] = "110106";
    assertThat(post(form).statusCode()).isEqualTo(201);
  }
}
