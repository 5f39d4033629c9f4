package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.pulse.SeatAt;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.LeaveCall;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportEnd;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A seat is shown every change of its call, from the first picture on. */
class SeatDeskTest {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final String SEAT = "110105-S1";
  private static final String OTHER = "110105-S2";

  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final SeatDesk desk = new SeatDesk(lanes.sequencer, Opener.NOTHING_SEALED);
  private final List<SeatPicture> shown = new ArrayList<>();

  private CompletableFuture<Answer> submit(FloorCommand.Builder command) {
    return lanes.sequencer.submit(
        FLOOR, ShardCommand.newBuilder().setShard(FLOOR.toRef()).setFloor(command).build(), 60_000);
  }

  private CompletableFuture<Answer> arrives(String switchCall) {
    return submit(
        FloorCommand.newBuilder()
            .setReportArrival(
                ReportArrival.newBuilder().setSwitchCallId(switchCall).setHotline("12345")));
  }

  private void batch() {
    lanes.execute();
    lanes.acknowledge(FLOOR);
  }

  private void begin() {
    lanes.begin(FLOOR);
    lanes.tap(desk);
    lanes.sequencer.began(new Tenure(FLOOR.district(), HandDrivenLanes.EPOCH, 1, true));
  }

  private void sitsDown(String seat) {
    submit(
        FloorCommand.newBuilder().setSignIn(SignIn.newBuilder().setSeatId(seat).setOperator("o")));
  }

  private void batches() {
    while (lanes.waiting() > 0) {
      batch();
    }
  }

  private String connected() {
    sitsDown(SEAT);
    batch();
    CompletableFuture<Answer> arrived = arrives("s");
    batch();
    String call = ((Answer.Accepted) arrived.join()).reply().getCallId();
    submit(
        FloorCommand.newBuilder()
            .setAcceptCall(AcceptCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    batch();
    return call;
  }

  /** As right after a takeover: the session opens, and what the seat did not hear comes again. */
  @Test
  void showsTheEndOfACallThatCameTogetherWithTheFirstLook() {
    begin();
    String call = connected();

    // While this is in flight, the look and the end wait together; it touches no seat.
    arrives("another");
    desk.add(new SeatAt(FLOOR, SEAT), viewer());
    submit(
        FloorCommand.newBuilder().setEndCall(EndCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    batches();
    assertThat(shown.get(0).getCall().getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(shown.get(shown.size() - 1).getCall().getState())
        .isEqualTo(CallState.CALL_STATE_WRAPPING);
  }

  /** The next seat's look knows the call as its own before anybody is told that it was refused. */
  @Test
  void aRefusedCallLeavesTheSeatsPictureThoughTheNextSeatLookedAtItFirst() {
    begin();
    sitsDown(SEAT);
    sitsDown(OTHER);
    batches();
    desk.add(new SeatAt(FLOOR, SEAT), viewer());
    CompletableFuture<Answer> arrived = arrives("s");
    batches();
    String call = ((Answer.Accepted) arrived.join()).reply().getCallId();
    assertThat(shown.get(shown.size() - 1).getCall().getCallId()).isEqualTo(call);

    // While this is in flight, the refusal and the look wait together.
    sitsDown("110105-S3");
    submit(
        FloorCommand.newBuilder()
            .setRejectCall(RejectCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    List<SeatPicture> shownToOther = new ArrayList<>();
    desk.add(new SeatAt(FLOOR, OTHER), viewer(shownToOther));
    batches();
    assertThat(shownToOther.get(0).getCall().getCallId()).isEqualTo(call);
    assertThat(shown.get(shown.size() - 1).hasCall()).as("no ghost").isFalse();
  }

  /** Whoever stays on the line sees who takes the caller; whoever takes him, that it left. */
  @Test
  void aCompanionIsShownWhatBecomesOfTheCaller() {
    begin();
    String call = connected();
    desk.add(new SeatAt(FLOOR, SEAT), viewer());
    submit(
        FloorCommand.newBuilder()
            .setTransferCall(
                TransferCall.newBuilder()
                    .setSeatId(SEAT)
                    .setCallId(call)
                    .setHotline("12345")
                    .setAccompany(true)));
    batches();
    SeatPicture alone = shown.get(shown.size() - 1);
    assertThat(alone.hasCall()).isFalse();
    assertThat(alone.getAccompanied().getState()).isEqualTo(CallState.CALL_STATE_QUEUED);

    sitsDown(OTHER);
    List<SeatPicture> shownToOther = new ArrayList<>();
    desk.add(new SeatAt(FLOOR, OTHER), viewer(shownToOther));
    batches();
    submit(
        FloorCommand.newBuilder()
            .setAcceptCall(AcceptCall.newBuilder().setSeatId(OTHER).setCallId(call)));
    batches();
    Call accompanied = shown.get(shown.size() - 1).getAccompanied();
    assertThat(accompanied.getState()).isEqualTo(CallState.CALL_STATE_CONNECTED);
    assertThat(accompanied.getSeatId()).isEqualTo(OTHER);
    assertThat(shownToOther.get(shownToOther.size() - 1).getCall().getCompanion()).isEqualTo(SEAT);

    submit(
        FloorCommand.newBuilder()
            .setLeaveCall(LeaveCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    batches();
    assertThat(shown.get(shown.size() - 1).hasAccompanied()).isFalse();
    assertThat(shownToOther.get(shownToOther.size() - 1).getCall().getCompanion()).isEmpty();
  }

  @Test
  void aSeatIsShownEachOfItsTextContacts() {
    begin();
    submit(
        FloorCommand.newBuilder()
            .setSignIn(SignIn.newBuilder().setSeatId(SEAT).setOperator("o").setTextContacts(2)));
    batches();
    desk.add(new SeatAt(FLOOR, SEAT), viewer());
    CompletableFuture<Answer> arrived =
        submit(
            FloorCommand.newBuilder()
                .setReportArrival(
                    ReportArrival.newBuilder().setSwitchCallId("t").setMedium(Medium.MEDIUM_TEXT)));
    batches();
    String text = ((Answer.Accepted) arrived.join()).reply().getCallId();
    assertThat(shown.get(shown.size() - 1).getCall().getCallId()).isEqualTo(text);
    submit(
        FloorCommand.newBuilder()
            .setAcceptCall(AcceptCall.newBuilder().setSeatId(SEAT).setCallId(text)));
    batches();
    assertThat(shown.get(shown.size() - 1).hasCall()).isFalse();
    assertThat(shown.get(shown.size() - 1).getTexts(0).getState())
        .isEqualTo(CallState.CALL_STATE_CONNECTED);
    submit(FloorCommand.newBuilder().setReportEnd(ReportEnd.newBuilder().setCallId(text)));
    batches();
    assertThat(shown.get(shown.size() - 1).getTexts(0).getState())
        .isEqualTo(CallState.CALL_STATE_WRAPPING);
  }

  private SeatDesk.Viewer viewer() {
    return viewer(shown);
  }

  private static SeatDesk.Viewer viewer(List<SeatPicture> shown) {
    return new SeatDesk.Viewer() {
      @Override
      public void show(SeatPicture picture) {
        shown.add(picture);
      }

      @Override
      public void moved() {
        throw new AssertionError("nothing moves here");
      }
    };
  }
}
