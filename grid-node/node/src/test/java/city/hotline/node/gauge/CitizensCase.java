package city.hotline.node.gauge;

import city.hotline.core.shard.ShardId;
import city.hotline.node.launch.GridNode;
import city.hotline.node.sequencer.Answer;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.concurrent.TimeUnit;

/** A citizen's matter on a real node, from the call to the answered follow-up. */
final class CitizensCase {
  private static final long SESSION = 4_711;
  private static final long LONGEST_SECONDS = 60;

  private final GridNode node;
  private final long openedMs = System.currentTimeMillis();
  private long counter;

  CitizensCase(GridNode node) {
    this.node = node;
  }

  /** Somebody calls and waits; returns the call. */
  String calls(String district) {
    return floor(
            district,
            FloorCommand.newBuilder()
                .setReportArrival(
                    ReportArrival.newBuilder()
                        .setSwitchCallId("switch-" + (counter + 1))
                        .setHotline("12345")))
        .getCallId();
  }

  /** A call is taken, becomes an order of the street, which is handled and followed up. */
  void isSolved(String street) {
    String district = street.substring(0, 6);
    String call = calls(district);
    String seat = district + "-S001";
    floor(
        district,
        FloorCommand.newBuilder()
            .setSignIn(SignIn.newBuilder().setSeatId(seat).setOperator("operator")));
    floor(
        district,
        FloorCommand.newBuilder()
            .setAcceptCall(AcceptCall.newBuilder().setSeatId(seat).setCallId(call)));
    floor(
        district,
        FloorCommand.newBuilder().setEndCall(EndCall.newBuilder().setSeatId(seat).setCallId(call)));
    String order =
        floor(
                district,
                FloorCommand.newBuilder()
                    .setWrapUpCall(
                        WrapUpCall.newBuilder()
                            .setSeatId(seat)
                            .setCallId(call)
                            .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                            .setOrder(draft(district, street))))
            .getOrderId();
    docket(
        order,
        DocketCommand.newBuilder()
            .setSignOrder(SignOrder.newBuilder().setOrderId(order).setUnit(street)));
    docket(
        order,
        DocketCommand.newBuilder()
            .setReplyOrder(
                ReplyOrder.newBuilder().setOrderId(order).setUnit(street).setText("done")));
    docket(
        order,
        DocketCommand.newBuilder()
            .setRecordAnswers(
                RecordAnswers.newBuilder()
                    .setOrderId(order)
                    .setAnswers(
                        Answers.newBuilder()
                            .setResponded(true)
                            .setResolution(Resolution.RESOLUTION_YES)
                            .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED))));
  }

  private static OrderDraft draft(String district, String street) {
    return OrderDraft.newBuilder()
        .setClassCode(Boards.BEIJING.classes().get(0))
        .setDistrict(district)
        .setStreet(street)
        .setText("the lamp is out")
        .build();
  }

  private Reply floor(String district, FloorCommand.Builder command) {
    return ask(
        ShardCommand.newBuilder().setShard(ShardId.floor(district).toRef()).setFloor(command));
  }

  private void docket(String order, DocketCommand.Builder command) {
    ask(ShardCommand.newBuilder().setShard(ShardId.ofOrder(order).toRef()).setDocket(command));
  }

  /** Until it is accepted: the order may still be on its way to its docket. */
  private Reply ask(ShardCommand.Builder command) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      Answer answer = node.router().submit(command.setRequestId(nextId()).build()).join();
      if (answer instanceof Answer.Accepted accepted) {
        return accepted.reply();
      }
      Refusal reason = ((Answer.Refused) answer).refusal().getReason();
      if (reason != Refusal.REFUSAL_UNKNOWN_ORDER || System.nanoTime() > end) {
        throw new AssertionError(command + " was refused: " + answer);
      }
      MeasuredNode.pause();
    }
  }

  private RequestId nextId() {
    return RequestId.newBuilder()
        .setSession(SESSION)
        .setCounter(++counter)
        .setWindow(16)
        .setOpenedMs(openedMs)
        .build();
  }
}
