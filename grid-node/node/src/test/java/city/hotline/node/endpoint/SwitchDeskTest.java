package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.HeldCall;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A switch is told what its calls should be doing, and does not stay away unnoticed. */
class SwitchDeskTest {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final String SEAT = "110105-S1";
  private static final String SWITCH = "west";

  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private final AtomicLong nanos = new AtomicLong();
  private final SwitchDesk desk =
      new SwitchDesk(lanes.sequencer, new SwitchLeases(lanes.sequencer, nanos::get));

  @BeforeEach
  void begin() {
    lanes.begin(FLOOR);
    lanes.tap(desk);
    Tenure tenure = new Tenure(FLOOR.district(), HandDrivenLanes.EPOCH, 1, true);
    lanes.sequencer.began(tenure);
    desk.began(tenure);
  }

  private Answer submit(FloorCommand.Builder command) {
    var answer =
        lanes.sequencer.submit(
            FLOOR,
            ShardCommand.newBuilder().setShard(FLOOR.toRef()).setFloor(command).build(),
            60_000);
    lanes.acknowledge(FLOOR);
    return answer.join();
  }

  private String arrives(String switchCall, String switchId) {
    return reply(
        FloorCommand.newBuilder()
            .setReportArrival(
                ReportArrival.newBuilder().setSwitchCallId(switchCall).setSwitchId(switchId)));
  }

  private String reply(FloorCommand.Builder command) {
    Answer answer = submit(command);
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).reply().getCallId();
  }

  private void sitsDown() {
    submit(
        FloorCommand.newBuilder().setSignIn(SignIn.newBuilder().setSeatId(SEAT).setOperator("o")));
  }

  private void accepts(String call) {
    reply(
        FloorCommand.newBuilder()
            .setAcceptCall(AcceptCall.newBuilder().setSeatId(SEAT).setCallId(call)));
  }

  private void ends(String call) {
    reply(
        FloorCommand.newBuilder().setEndCall(EndCall.newBuilder().setSeatId(SEAT).setCallId(call)));
  }

  private SwitchStream open() {
    SwitchStream stream = new SwitchStream(SWITCH, Opener.NOTHING_SEALED, () -> {});
    desk.add(FLOOR.district(), stream);
    return stream;
  }

  private static List<Instruction> all(SwitchStream stream) {
    List<Instruction> told = new ArrayList<>();
    for (WatchInstructionsResponse next = stream.next(); next != null; next = stream.next()) {
      told.addAll(next.getSnapshot().getInstructionsList());
      if (next.hasInstruction()) {
        told.add(next.getInstruction());
      }
    }
    return told;
  }

  private static List<CallAction> actions(SwitchStream stream) {
    return all(stream).stream().map(Instruction::getAction).toList();
  }

  @Test
  void tellsEachStepOfACallAndOnlyOfTheSwitchsOwnCalls() {
    SwitchStream stream = open();
    assertThat(all(stream)).isEmpty();
    String call = arrives("a", SWITCH);
    arrives("of nobody", "");
    assertThat(all(stream))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getSwitchCallId()).isEqualTo("a");
              assertThat(told.getAction()).isEqualTo(CallAction.CALL_ACTION_PLAY_POSITION);
              assertThat(told.getPlace()).isEqualTo(1);
            });
    sitsDown();
    Instruction offer = all(stream).get(0);
    assertThat(offer.getAction()).isEqualTo(CallAction.CALL_ACTION_OFFER_TO_SEAT);
    assertThat(offer.getSeatId()).isEqualTo(SEAT);
    assertThat(offer.getAttempt()).isEqualTo(1);
    accepts(call);
    assertThat(actions(stream)).containsExactly(CallAction.CALL_ACTION_BRIDGE_TO_SEAT);
    ends(call);
    assertThat(actions(stream)).containsExactly(CallAction.CALL_ACTION_HANG_UP);
  }

  @Test
  void beginsWithWhatEachCallShouldBeDoingNow() {
    sitsDown();
    String talking = arrives("a", SWITCH);
    accepts(talking);
    arrives("b", SWITCH);
    String youngest = arrives("of nobody", "");
    SwitchStream stream = open();
    WatchInstructionsResponse first = Objects.requireNonNull(stream.next());
    assertThat(first.getSnapshot().getYoungestCallId()).isEqualTo(youngest);
    assertThat(first.getSnapshot().getInstructionsList())
        .extracting(Instruction::getAction)
        .containsExactly(
            CallAction.CALL_ACTION_BRIDGE_TO_SEAT, CallAction.CALL_ACTION_PLAY_POSITION);
    assertThat(stream.next()).isNull();
  }

  /** The look may be answered on one thread while records are published on another. */
  @Test
  void followsWhatWasPublishedBeforeTheLookWasHanded() {
    sitsDown();
    String call = arrives("a", SWITCH);
    var look = SwitchDesk.read(lanes.sequencer, FLOOR.district());
    lanes.acknowledge(FLOOR);
    int before = lanes.published.size();
    accepts(call);
    SwitchStream stream = new SwitchStream(SWITCH, Opener.NOTHING_SEALED, () -> {});
    stream.follow(lanes.published.subList(before - 1, lanes.published.size()));
    stream.begin(look.join());
    assertThat(actions(stream))
        .containsExactly(
            CallAction.CALL_ACTION_OFFER_TO_SEAT, CallAction.CALL_ACTION_BRIDGE_TO_SEAT);
    assertThat(stream.end()).isEmpty();
  }

  @Test
  void endsRatherThanToGoOnWithARecordMissing() {
    SwitchStream stream = open();
    arrives("a", SWITCH);
    int before = lanes.published.size();
    desk.remove(FLOOR.district(), stream);
    arrives("b", SWITCH);
    arrives("c", SWITCH);
    stream.follow(lanes.published.subList(before + 1, before + 2));
    assertThat(stream.end()).isPresent();
  }

  @Test
  void aSlowSwitchIsToldOnlyWhereTheCallIsNow() {
    SwitchStream stream = open();
    all(stream);
    sitsDown();
    String call = arrives("a", SWITCH);
    accepts(call);
    ends(call);
    assertThat(actions(stream)).containsExactly(CallAction.CALL_ACTION_HANG_UP);
  }

  @Test
  void tellsThePlaceAgainWhenItChanged() {
    SwitchStream stream = open();
    String first = arrives("a", SWITCH);
    arrives("b", SWITCH);
    all(stream);
    submit(
        FloorCommand.newBuilder()
            .setReportProgress(
                ReportProgress.newBuilder()
                    .setCallId(first)
                    .setProgress(CallProgress.CALL_PROGRESS_HUNG_UP)));
    all(stream);
    for (int i = 0; i < 5; i++) {
      desk.round();
    }
    assertThat(all(stream))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getSwitchCallId()).isEqualTo("b");
              assertThat(told.getPlace()).isEqualTo(1);
            });
  }

  @Test
  void saysThatItLivesWhenNothingChanges() {
    SwitchStream stream = open();
    all(stream);
    desk.round();
    assertThat(stream.next()).isNull();
    desk.round();
    assertThat(Objects.requireNonNull(stream.next()).hasStillWatching()).isTrue();
  }

  @Test
  void endsWhenTheFloorMoves() {
    SwitchStream stream = open();
    all(stream);
    desk.ended(new Tenure(FLOOR.district(), HandDrivenLanes.EPOCH, 1, true));
    assertThat(stream.end()).isPresent();
  }

  @Test
  void waitingCallsFailWhenTheSwitchStaysAwayForTheLeaseAndConversationsGoOn() {
    sitsDown();
    String talking = arrives("a", SWITCH);
    accepts(talking);
    String waiting = arrives("b", SWITCH);
    String ofNobody = arrives("c", "");
    SwitchStream stream = open();
    later(SwitchLeases.LEASE_MS + 1);
    assertThat(live()).containsExactly(talking, waiting, ofNobody);
    desk.remove(FLOOR.district(), stream);
    later(SwitchLeases.LEASE_MS);
    assertThat(live()).containsExactly(talking, waiting, ofNobody);
    later(1);
    assertThat(live()).containsExactly(talking, ofNobody);
  }

  private void later(long ms) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    desk.round();
    lanes.acknowledge(FLOOR);
    lanes.acknowledge(FLOOR);
  }

  private List<String> live() {
    var read = SwitchDesk.read(lanes.sequencer, FLOOR.district());
    lanes.acknowledge(FLOOR);
    return read.join().calls().stream().map(c -> c.getCallId()).toList();
  }

  @Test
  void reconcilesWhatEachSideDoesNotHave() {
    sitsDown();
    String talking = arrives("a", SWITCH);
    accepts(talking);
    String waiting = arrives("b", SWITCH);
    arrives("kept", SWITCH);
    String youngest = arrives("of nobody", "");
    String later = arrives("came after the list", SWITCH);
    ReconcileCallsRequest list =
        ReconcileCallsRequest.newBuilder()
            .setDistrict(FLOOR.district())
            .setSwitchId(SWITCH)
            .setYoungestCallId(youngest)
            .addCalls(HeldCall.newBuilder().setSwitchCallId("kept"))
            .addCalls(HeldCall.newBuilder().setSwitchCallId("old").setCallId("110105-999"))
            .addCalls(HeldCall.newBuilder().setSwitchCallId("not answered yet"))
            .build();
    ReconcileCallsResponse found = reconcile(list);
    assertThat(found.getHungUpList()).containsExactlyInAnyOrder(talking, waiting);
    assertThat(found.getToHangUpList()).containsExactly("old");
    assertThat(found.getLeft()).isZero();
    assertThat(live()).contains(later, youngest).doesNotContain(waiting);
    assertThat(
            submit(
                FloorCommand.newBuilder()
                    .setReportProgress(
                        ReportProgress.newBuilder()
                            .setCallId(talking)
                            .setProgress(CallProgress.CALL_PROGRESS_HUNG_UP))))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.refusal().getReason())
                    .isEqualTo(Refusal.REFUSAL_REPORT_WITHOUT_EFFECT));
    assertThat(reconcile(list).getHungUpList()).isEmpty();
  }

  /** He has no line: nobody may take him for somebody who hung up, or whose switch is gone. */
  @Test
  void whoIsCalledBackIsDialledInHisTurnAndKeepsHisPlaceWithoutALine() {
    SwitchStream stream = open();
    String call =
        reply(
            FloorCommand.newBuilder()
                .setReportArrival(
                    ReportArrival.newBuilder()
                        .setSwitchCallId("a")
                        .setSwitchId(SWITCH)
                        .setCaller(Citizen.newBuilder().setPhone("010-1"))));
    reply(FloorCommand.newBuilder().setAskCallback(AskCallback.newBuilder().setCallId(call)));
    assertThat(actions(stream)).endsWith(CallAction.CALL_ACTION_AWAIT_CALLBACK);
    ReconcileCallsRequest nothing =
        ReconcileCallsRequest.newBuilder()
            .setDistrict(FLOOR.district())
            .setSwitchId(SWITCH)
            .setYoungestCallId(call)
            .build();
    assertThat(reconcile(nothing).getHungUpList()).isEmpty();
    sitsDown();
    accepts(call);
    List<Instruction> told = all(stream);
    Instruction dial = told.get(told.size() - 1);
    assertThat(dial.getAction()).isEqualTo(CallAction.CALL_ACTION_DIAL);
    assertThat(dial.getPhone()).isEqualTo("010-1");
    assertThat(dial.getSeatId()).isEqualTo(SEAT);
    assertThat(reconcile(nothing).getHungUpList()).isEmpty();
    desk.remove(FLOOR.district(), stream);
    int before = lanes.batches.size();
    later(SwitchLeases.LEASE_MS + 1);
    assertThat(lanes.batches).as("a look, and nobody who is failed").hasSize(before + 1);
    assertThat(live()).containsExactly(call);
    picksUp(call, dial.getAttempt());
    assertThat(reconcile(nothing).getHungUpList()).as("now he has one").containsExactly(call);
  }

  private void picksUp(String call, int attempt) {
    reply(
        FloorCommand.newBuilder()
            .setReportProgress(
                ReportProgress.newBuilder()
                    .setCallId(call)
                    .setProgress(CallProgress.CALL_PROGRESS_ANSWERED)
                    .setAttempt(attempt)));
  }

  private ReconcileCallsResponse reconcile(ReconcileCallsRequest list) {
    var found = desk.reconcile(list);
    lanes.acknowledge(FLOOR);
    lanes.acknowledge(FLOOR);
    return found.join();
  }
}
