package city.hotline.node.launch;

import city.hotline.node.As;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.followup.v1.FollowUpServiceGrpc;
import city.hotline.proto.followup.v1.RecordAnswersRequest;
import city.hotline.proto.followup.v1.RecordAttemptRequest;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;

/** Orders that were reported, signed and replied to, and what their citizens say of them. */
final class AskedCitizens {
  /** Who asks the citizens. */
  static final String DESK = "follow-up test";

  private static final String RUBBISH = "010101";

  private final TestGrid grid;

  AskedCitizens(TestGrid grid) {
    this.grid = grid;
  }

  /** Satisfaction from 1, the best, to 5. */
  static Answers.Builder said(boolean responded, Resolution resolution, int satisfaction) {
    return Answers.newBuilder()
        .setResponded(responded)
        .setResolution(resolution)
        .setSatisfaction(Satisfaction.forNumber(satisfaction));
  }

  /** The order a street replied to and whose citizen then said this. */
  String asked(String street, Answers.Builder said) {
    String order = handled(street);
    answers(order, said);
    return order;
  }

  /** The order a street replied to and whose citizen could not be reached in three attempts. */
  String unreachable(String street) {
    String order = handled(street);
    for (int i = 0; i < 3; i++) {
      Caller caller = caller();
      var unused =
          desk(caller)
              .recordAttempt(
                  RecordAttemptRequest.newBuilder()
                      .setRequestId(caller.nextId())
                      .setOrderId(order)
                      .setOutcome(AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER)
                      .build());
    }
    answers(order, Answers.newBuilder().setUnreachable(true));
    return order;
  }

  private Caller caller() {
    return grid.members().get(0).caller();
  }

  private String handled(String street) {
    Caller caller = caller();
    String order =
        IntakeServiceGrpc.newBlockingStub(caller.channel)
            .withInterceptors(As.who("channel web"))
            .reportOrder(
                ReportOrderRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setChannel("web")
                    .setDraft(
                        OrderDraft.newBuilder()
                            .setClassCode(RUBBISH)
                            .setDistrict(street.substring(0, 6))
                            .setStreet(street)
                            .setText("Rubbish at the east gate"))
                    .build())
            .getOrderId();
    var unused = caller.signs(caller.nextId(), order, street);
    unused = caller.replies(caller.nextId(), order, street);
    return order;
  }

  private void answers(String order, Answers.Builder said) {
    Caller caller = caller();
    var unused =
        desk(caller)
            .recordAnswers(
                RecordAnswersRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setAnswers(said)
                    .build());
  }

  private static FollowUpServiceGrpc.FollowUpServiceBlockingStub desk(Caller caller) {
    return FollowUpServiceGrpc.newBlockingStub(caller.channel).withInterceptors(As.who(DESK));
  }
}
