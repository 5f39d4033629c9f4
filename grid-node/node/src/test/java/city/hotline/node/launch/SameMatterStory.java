package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.node.As;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.MergeOrderRequest;
import city.hotline.proto.department.v1.SplitOrderRequest;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.CloseReason;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.ReclassifyOrderRequest;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two citizens write of one matter; one reply answers both, and one of them cannot be reached. */
class SameMatterStory {
  private static final String DISTRICT = "110105";
  private static final String STREET = "110105001";
  private static final String PLASTER = "030205";
  private static final String RUBBISH = "010101";

  @TempDir private Path folder = Path.of("");

  @Test
  void oneReplyAnswersBothAndEachIsAsked() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      RequestId first = caller.nextId();
      String one = reports(caller, first, RUBBISH);
      assertThat(reports(caller, first, RUBBISH)).as("repeated").isEqualTo(one);
      String other = reports(caller, caller.nextId(), PLASTER);
      assertThat(one).isEqualTo(STREET + "-web-1");
      assertThat(other).isEqualTo(STREET + "-web-2");

      String unit = order(caller, other).getUnit();
      reclassifies(caller, other);
      assertThat(order(caller, other).getDraft().getClassCode()).isEqualTo(RUBBISH);
      assertThat(order(caller, other).getUnit()).as("its unit stays").isEqualTo(unit);

      merges(caller, other, unit, one);
      splits(caller, other, unit);
      assertThat(order(caller, other).getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
      merges(caller, other, unit, one);
      assertThat(order(caller, other).getParentId()).isEqualTo(one);

      String lead = order(caller, one).getUnit();
      caller.signs(caller.nextId(), one, lead);
      caller.replies(caller.nextId(), one, lead);
      assertThat(order(caller, other).getState()).isEqualTo(OrderState.ORDER_STATE_FOLLOW_UP);

      assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> givesUp(caller, other)))
          .hasMessageContaining("ATTEMPTS_LEFT");
      attempts(caller, other);
      givesUp(caller, other);
      caller.citizenIsSatisfied(caller.nextId(), one);
      assertThat(order(caller, one).getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_RESOLVED);
      assertThat(order(caller, other).getCloseReason())
          .isEqualTo(CloseReason.CLOSE_REASON_UNREACHABLE);
    }
  }

  @Test
  void aReportOfAnUnknownPlaceIsRefusedBeforeItGoesAnywhere() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      ReportOrderRequest.Builder report = report(RUBBISH).setRequestId(caller.nextId());
      report.getDraftBuilder().setStreet("110101001");
      assertThat(
              catchThrowableOfType(
                  StatusRuntimeException.class, () -> intake(caller).reportOrder(report.build())))
          .hasMessageContaining("UNKNOWN_PLACE");
    }
  }

  private static ReportOrderRequest.Builder report(String classCode) {
    return ReportOrderRequest.newBuilder()
        .setChannel("web")
        .setDraft(
            OrderDraft.newBuilder()
                .setClassCode(classCode)
                .setDistrict(DISTRICT)
                .setStreet(STREET)
                .setText("Rubbish at the east gate"));
  }

  private static String reports(Caller caller, RequestId id, String classCode) {
    return intake(caller).reportOrder(report(classCode).setRequestId(id).build()).getOrderId();
  }

  private static IntakeServiceGrpc.IntakeServiceBlockingStub intake(Caller caller) {
    return IntakeServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("channel web"));
  }

  private static void reclassifies(Caller caller, String order) {
    var unused =
        followUps(caller)
            .reclassifyOrder(
                ReclassifyOrderRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setClassCode(RUBBISH)
                    .setReason("It is rubbish")
                    .build());
  }

  private static void merges(Caller caller, String order, String unit, String parent) {
    var unused =
        department(caller, unit)
            .mergeOrder(
                MergeOrderRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setUnit(unit)
                    .setParentId(parent)
                    .build());
  }

  private static void splits(Caller caller, String order, String unit) {
    var unused =
        department(caller, unit)
            .splitOrder(
                SplitOrderRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setUnit(unit)
                    .build());
  }

  private static void attempts(Caller caller, String order) {
    for (int i = 0; i < 3; i++) {
      var unused =
          followUps(caller)
              .recordAttempt(
                  RecordAttemptRequest.newBuilder()
                      .setRequestId(caller.nextId())
                      .setOrderId(order)
                      .setOutcome(AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER)
                      .build());
    }
  }

  private static void givesUp(Caller caller, String order) {
    var unused =
        followUps(caller)
            .recordAnswers(
                RecordAnswersRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setAnswers(Answers.newBuilder().setUnreachable(true))
                    .build());
  }

  /** As a search finds it, which reads it from its docket. */
  private static Order order(Caller caller, String order) {
    return Caller.persistently(
        () ->
            SearchServiceGrpc.newBlockingStub(caller.channel)
                .withInterceptors(As.who("follow-up test"))
                .getOrder(GetOrderRequest.newBuilder().setOrderId(order).build())
                .getOrder());
  }

  private static DepartmentServiceGrpc.DepartmentServiceBlockingStub department(
      Caller caller, String unit) {
    return DepartmentServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("department " + unit));
  }

  private static FollowUpServiceGrpc.FollowUpServiceBlockingStub followUps(Caller caller) {
    return FollowUpServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("follow-up test"));
  }
}
