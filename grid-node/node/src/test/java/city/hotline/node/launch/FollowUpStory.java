package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.core.moment.Times;
import city.hotline.node.As;
import city.hotline.proto.department.v1.AttachReferenceRequest;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.ListOrdersRequest;
import city.hotline.proto.department.v1.SignOrdersRequest;
import city.hotline.proto.department.v1.SignOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Attachment;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.followup.v1.ClaimFollowUpRequest;
import city.hotline.proto.followup.v1.FollowUp;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.GetScriptRequest;
import city.hotline.proto.followup.v1.GetScriptResponse;
import city.hotline.proto.followup.v1.ListFollowUpsRequest;
import city.hotline.proto.followup.v1.ListFollowUpsResponse;
import city.hotline.proto.followup.v1.QuestionKind;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.followup.v1.ReleaseFollowUpRequest;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RequestId;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A unit signs what lies before it at once and shows pictures; people and a robot ask the citizens,
 * one at a time, and leave to a person what only a person can do.
 */
class FollowUpStory {
  private static final String DISTRICT = "110105";
  private static final String STREET = "110105001";
  private static final String OTHER_STREET = "110105002";
  private static final String RUBBISH = "010101";
  private static final String INQUIRY = "010109";

  @TempDir private Path folder = Path.of("");

  @Test
  void manyAreSignedAtOnceAndEachCitizenIsAskedByOne() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      caller.setsClock(byDay());
      String one = reports(caller, STREET, RUBBISH);
      String inquiry = reports(caller, STREET, INQUIRY);
      String elsewhere = reports(caller, OTHER_STREET, RUBBISH);

      signsAll(caller, one, inquiry, elsewhere);
      attaches(caller, one);
      listsOwn(caller, one, inquiry);
      for (String order : List.of(one, inquiry)) {
        caller.replies(caller.nextId(), order, STREET);
      }
      Eventually.holds("both are due", () -> due(caller, false).containsAll(List.of(one, inquiry)));
      assertThat(page(caller, false, 1, "").getNextPageToken()).isNotEmpty();
      assertThat(paged(caller)).as("page by page, the oldest first").containsExactly(one, inquiry);

      asksByTheScript(caller, one, inquiry);
      isClaimedByOne(caller, one);
      leavesItToAPerson(caller, one);
    }
  }

  /** When citizens may be called: tomorrow at ten in the city. */
  private static Instant byDay() {
    LocalDate tomorrow = LocalDate.now(Times.CITY_ZONE).plusDays(1);
    return tomorrow.atTime(10, 0).atZone(Times.CITY_ZONE).toInstant();
  }

  private static void signsAll(Caller caller, String one, String inquiry, String elsewhere) {
    SignOrdersRequest request =
        SignOrdersRequest.newBuilder()
            .setRequestId(caller.nextId())
            .setUnit(STREET)
            .addAllOrderIds(List.of(one, elsewhere, "110105001-web-99", inquiry))
            .build();
    SignOrdersResponse signed = department(caller).signOrders(request);
    assertThat(signed.getResultsList())
        .extracting(result -> result.getRefused().getReason())
        .containsExactly(
            Refusal.REFUSAL_UNSPECIFIED,
            Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT,
            Refusal.REFUSAL_UNKNOWN_ORDER,
            Refusal.REFUSAL_UNSPECIFIED);
    SignOrdersResponse again = department(caller).signOrders(request);
    assertThat(again.getResults(0).getAcknowledgement().getRepeated()).isTrue();
    assertThat(again.getResults(3).getAcknowledgement().getRepeated()).isTrue();
    assertThat(again.getResults(0).getAcknowledgement().getPosition())
        .isEqualTo(signed.getResults(0).getAcknowledgement().getPosition());
    SignOrdersRequest anew = request.toBuilder().setRequestId(caller.nextId()).build();
    assertThat(department(caller).signOrders(anew).getResults(0).getRefused().getReason())
        .isEqualTo(Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
    assertThat(
            refusal(
                () -> department(caller).signOrders(request.toBuilder().addOrderIds(one).build())))
        .contains("INVALID_FIELD", "each order once");
    assertThat(
            refusal(
                () -> department(caller).signOrders(request.toBuilder().clearOrderIds().build())))
        .contains("1 to 200");
  }

  private static void attaches(Caller caller, String order) {
    var unused =
        department(caller)
            .attachReference(
                AttachReferenceRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setUnit(STREET)
                    .setAttachment(
                        Attachment.newBuilder()
                            .setReference("https://store.example/gate.jpg")
                            .setMediaType("image/jpeg")
                            .setSha256(ByteString.copyFrom(new byte[32]))
                            .setSize(1_000))
                    .build());
    var shown =
        SearchServiceGrpc.newBlockingStub(caller.channel)
            .withInterceptors(As.who("department " + STREET))
            .getOrder(GetOrderRequest.newBuilder().setOrderId(order).setAsker(STREET).build());
    assertThat(shown.getOrder().getAttachments(0).getReference())
        .isEqualTo("https://store.example/gate.jpg");
    assertThat(shown.getOrder().getAttachments(0).getUnit()).isEqualTo(STREET);
  }

  private static void listsOwn(Caller caller, String one, String inquiry) {
    Eventually.holds(
        "both are signed",
        () ->
            department(caller)
                .listOrders(
                    ListOrdersRequest.newBuilder()
                        .setUnit(STREET)
                        .addStates(OrderState.ORDER_STATE_SIGNED)
                        .build())
                .getPage()
                .getOrdersList()
                .stream()
                .map(FoundOrder::getOrderId)
                .toList()
                .containsAll(List.of(one, inquiry)));
    assertThat(
            refusal(
                () ->
                    department(caller)
                        .listOrders(ListOrdersRequest.newBuilder().setUnit(OTHER_STREET).build())))
        .contains("NOT_ALLOWED");
  }

  private static void asksByTheScript(Caller caller, String one, String inquiry) {
    GetScriptResponse script = desk(caller).getScript(GetScriptRequest.getDefaultInstance());
    assertThat(script.getQuestionsList())
        .extracting(q -> q.getKind())
        .containsExactly(
            QuestionKind.QUESTION_KIND_RESPONDED,
            QuestionKind.QUESTION_KIND_RESOLVED,
            QuestionKind.QUESTION_KIND_SATISFIED);
    assertThat(script.getQuestions(1).getAnswers(1).getResolution())
        .isEqualTo(Resolution.RESOLUTION_PARTLY);
    assertThat(
            refusal(
                () -> desk(caller).getScript(GetScriptRequest.newBuilder().setScript("x").build())))
        .contains("one of " + script.getScript());
    for (FollowUp due : page(caller, false, 0, "").getFollowUpsList()) {
      assertThat(due.getScript()).isEqualTo(script.getScript());
      assertThat(due.getQuestionsList().contains(QuestionKind.QUESTION_KIND_RESOLVED))
          .as(due.getOrder().getOrderId())
          .isEqualTo(due.getOrder().getOrderId().equals(one));
    }
    var unused =
        desk(caller)
            .recordAnswers(
                RecordAnswersRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(inquiry)
                    .setScript(script.getScript())
                    .setAnswers(
                        Answers.newBuilder()
                            .setResponded(true)
                            .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED))
                    .build());
  }

  private static void isClaimedByOne(Caller caller, String order) {
    RequestId id = caller.nextId();
    var claimed = desk(caller).claimFollowUp(claim(id, order, "li", false));
    assertThat(claimed.hasUntil()).isTrue();
    assertThat(desk(caller).claimFollowUp(claim(id, order, "li", false)).getUntil())
        .as("repeated")
        .isEqualTo(claimed.getUntil());
    assertThat(
            refusal(() -> desk(caller).claimFollowUp(claim(caller.nextId(), order, "robot", true))))
        .contains("FOLLOW_UP_CLAIMED", "li has claimed this one until");
    Eventually.holds("the claimed one is not shown", () -> due(caller, false).isEmpty());
    ListFollowUpsRequest all = ListFollowUpsRequest.newBuilder().setWithClaimed(true).build();
    assertThat(desk(caller).listFollowUps(all).getFollowUps(0).getOrder().getClaimedBy())
        .isEqualTo("li");
    var unused =
        desk(caller)
            .releaseFollowUp(
                ReleaseFollowUpRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setBy("li")
                    .build());
    Eventually.holds("it is free again", () -> due(caller, true).equals(List.of(order)));
  }

  private static void leavesItToAPerson(Caller caller, String order) {
    var claimed = desk(caller).claimFollowUp(claim(caller.nextId(), order, "robot", true));
    var attempted =
        desk(caller)
            .recordAttempt(
                RecordAttemptRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setOutcome(AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER)
                    .setBy("robot")
                    .build());
    assertThat(claimed.hasUntil() && attempted.hasAcknowledgement()).isTrue();
    Eventually.holds("no robot sees it", () -> due(caller, true).isEmpty());
    Eventually.holds("a person does", () -> due(caller, false).equals(List.of(order)));
    assertThat(
            refusal(() -> desk(caller).claimFollowUp(claim(caller.nextId(), order, "robot", true))))
        .contains("FOLLOW_UP_FOR_PERSON");
  }

  private static ClaimFollowUpRequest claim(RequestId id, String order, String by, boolean robot) {
    return ClaimFollowUpRequest.newBuilder()
        .setRequestId(id)
        .setOrderId(order)
        .setBy(by)
        .setRobot(robot)
        .build();
  }

  private static List<String> paged(Caller caller) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListFollowUpsResponse page = page(caller, false, 1, token);
      ids.addAll(ids(page));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return ids;
  }

  private static List<String> due(Caller caller, boolean robot) {
    return ids(page(caller, robot, 0, ""));
  }

  private static List<String> ids(ListFollowUpsResponse page) {
    return page.getFollowUpsList().stream().map(each -> each.getOrder().getOrderId()).toList();
  }

  private static ListFollowUpsResponse page(Caller caller, boolean robot, int size, String token) {
    return desk(caller)
        .listFollowUps(
            ListFollowUpsRequest.newBuilder()
                .setPlace(DISTRICT)
                .setRobot(robot)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  private static String reports(Caller caller, String street, String classCode) {
    return IntakeServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("channel web"))
        .reportOrder(
            ReportOrderRequest.newBuilder()
                .setRequestId(caller.nextId())
                .setChannel("web")
                .setDraft(
                    OrderDraft.newBuilder()
                        .setClassCode(classCode)
                        .setDistrict(DISTRICT)
                        .setStreet(street)
                        .setText("Rubbish at the east gate"))
                .build())
        .getOrderId();
  }

  private static String refusal(Callable<?> call) {
    return String.valueOf(
        catchThrowableOfType(StatusRuntimeException.class, call::call).getMessage());
  }

  private static DepartmentServiceGrpc.DepartmentServiceBlockingStub department(Caller caller) {
    return DepartmentServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("department " + STREET));
  }

  private static FollowUpServiceGrpc.FollowUpServiceBlockingStub desk(Caller caller) {
    return FollowUpServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("follow-up test"));
  }
}
