package city.hotline.chaos.check;

import static city.hotline.chaos.check.HandMade.FLOOR;
import static city.hotline.chaos.check.HandMade.call;
import static city.hotline.chaos.check.HandMade.entry;
import static city.hotline.chaos.check.HandMade.opened;
import static city.hotline.chaos.check.HandMade.orderOpened;
import static city.hotline.chaos.check.HandMade.reply;
import static city.hotline.chaos.check.HandMade.request;
import static city.hotline.chaos.check.HandMade.started;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.chaos.check.Violation.Kind;
import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Sighting;
import city.hotline.chaos.history.Tape;
import city.hotline.proto.department.v1.HistoryGone;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of violation, and none where there is none. */
class CheckerTest {
  private final HandMade run = new HandMade();

  private void finds(Kind... kinds) {
    assertThat(run.check().violations()).extracting(Violation::kind).contains(kinds);
  }

  private void findsOnly(Kind... kinds) {
    assertThat(run.check().violations()).extracting(Violation::kind).containsOnly(kinds);
  }

  @Test
  void findsNothingWhereAllIsWell() {
    run.live.add(HandMade.copy("same"));
    run.replayed.add(HandMade.copy("same"));
    run.refused(request(3), Shards.position(2, 4));
    run.history.add(new Sighting(FLOOR, Shards.position(2, 3), "a picture"));
    assertThat(run.check().violations()).isEmpty();
  }

  @Test
  void findsAnAcknowledgedCommandThatIsGone() {
    run.says(request(4), "arrives", 50, 60, Shards.position(2, 6), reply("110105-2", ""));
    findsOnly(Kind.ACKNOWLEDGED_AND_LOST);
  }

  @Test
  void findsAnAcknowledgedCommandWhoseEpochDidNotSurvive() {
    run.says(request(1), "arrives", 15, 20, Shards.position(9, 2), reply("110105-1", ""));
    findsOnly(Kind.ACKNOWLEDGED_AND_LOST);
  }

  @Test
  void findsAnAcknowledgementOfSomebodyElsesRecord() {
    run.says(request(9), "arrives", 15, 20, Shards.position(1, 2), reply("110105-1", ""));
    findsOnly(Kind.ACKNOWLEDGED_AND_LOST);
  }

  @Test
  void findsAnAnswerThatSaysSomethingElse() {
    run.says(request(1), "arrives again", 45, 50, Shards.position(1, 2), reply("110105-8", ""));
    findsOnly(Kind.REPLY_DIFFERS);
  }

  @Test
  void findsARefusalByAStateThatWasOverWhenTheCommandWasSaid() {
    run.refused(request(3), Shards.position(1, 2));
    findsOnly(Kind.REFUSED_BY_THE_PAST);
  }

  @Test
  void findsACommandThatWasCarriedOutByAWrongTime() {
    Record late = call(1, 1, 2, request(1), "110105-1");
    Moment wrong = Moment.newBuilder().setTime(Timestamp.newBuilder().setSeconds(3_600)).build();
    run.everywhere(1, late.toBuilder().setMoment(wrong).build());
    finds(Kind.WRONG_TIME);
  }

  @Test
  void findsARequestThatWasCarriedOutTwice() {
    run.journals.forEach(j -> j.add(entry(call(2, 2, 6, request(1), "110105-2"))));
    finds(Kind.DONE_TWICE);
  }

  @Test
  void findsWhatWasAnsweredBeforeAndStandsBehind() {
    run.journals.forEach(j -> j.add(entry(call(2, 2, 6, request(5), "110105-2"))));
    run.figures.getCallsBuilder().setOffered(2);
    run.figures.setWaitingNow(2);
    run.says(request(5), "arrives early", 1, 5, Shards.position(2, 6), reply("110105-2", ""));
    findsOnly(Kind.REAL_TIME_ORDER);
  }

  @Test
  void takesTheFirstSayingOfARequestForItsBeginning() {
    run.says(request(2), "wraps up", 1, 2, Shards.position(2, 4), reply("", HandMade.ORDER));
    findsOnly(Kind.REAL_TIME_ORDER);
  }

  @Test
  void findsARefusalByWhatWasLost() {
    run.refused(request(3), Shards.position(1, 4));
    findsOnly(Kind.REFUSED_BY_WHAT_WAS_LOST);
  }

  @Test
  void findsAPictureOfWhatWasLost() {
    run.history.add(new Sighting(FLOOR, Shards.position(1, 4), "a picture"));
    findsOnly(Kind.SHOWN_AND_LOST);
  }

  @Test
  void findsTwoRecordsAtOnePosition() {
    run.journals.get(2).set(2, entry(call(1, 1, 2, request(8), "110105-9")));
    finds(Kind.TWO_RECORDS_AT_ONE_POSITION);
  }

  @Test
  void findsARecordThatNobodyHas() {
    run.journals.forEach(j -> j.remove(2));
    finds(Kind.HOLE_IN_THE_LOG, Kind.ACKNOWLEDGED_AND_LOST, Kind.JOURNAL_NOT_A_CHAIN);
  }

  @Test
  void findsTimeThatRanBackwards() {
    Record late =
        call(1, 1, 2, request(1), "110105-1").toBuilder()
            .setMoment(Moment.newBuilder().setTime(Timestamp.newBuilder().setSeconds(5)))
            .build();
    run.everywhere(2, late);
    finds(Kind.TIME_WENT_BACK);
  }

  @Test
  void findsAReaderThatWasNotGivenARecord() {
    Tape tape = run.history.tape("other", "110105");
    tape.add(
        HandMade.message(Shards.position(1, 1))
            .setSnapshot(OrderSnapshot.getDefaultInstance())
            .build());
    findsOnly(Kind.READER_GAP);
  }

  @Test
  void findsAReaderThatWasGivenNothingAtAll() {
    run.history.tape("other", "110105");
    findsOnly(Kind.READER_GAP);
  }

  @Test
  void findsAReaderThatWasToldThatHistoryIsGone() {
    run.history
        .tapes()
        .get(0)
        .add(
            HandMade.message(Shards.position(0, 0))
                .setHistoryGone(HistoryGone.getDefaultInstance())
                .build());
    findsOnly(Kind.HISTORY_GONE);
  }

  @Test
  void findsAReaderThatWasGivenARecordTwice() {
    run.history.tapes().get(0).add(opened());
    findsOnly(Kind.READER_REPEAT);
  }

  @Test
  void findsAReaderThatWasGivenWhatIsNotThere() {
    run.history.tapes().get(0).add(opened().toBuilder().setPosition(Shards.position(2, 4)).build());
    findsOnly(Kind.READER_WRONG);
  }

  @Test
  void findsASnapshotThatShowsAnOrderTooEarly() {
    Tape tape = run.history.tape("other", "110105");
    tape.add(
        HandMade.message(Shards.position(2, 2))
            .setSnapshot(
                OrderSnapshot.newBuilder().addOrders(Order.newBuilder().setOrderId(HandMade.ORDER)))
            .build());
    tape.add(opened());
    findsOnly(Kind.READER_WRONG);
  }

  @Test
  void takesThePartsOfASnapshotTogether() {
    Tape tape = run.history.tape("other", "110105");
    WatchOrdersResponse first =
        HandMade.message(Shards.position(2, 3))
            .setSnapshot(
                OrderSnapshot.newBuilder()
                    .addOrders(Order.newBuilder().setOrderId(HandMade.ORDER))
                    .setMore(true))
            .build();
    // It begins anew: what was shown before counts no more.
    tape.add(
        first.toBuilder()
            .setSnapshot(first.getSnapshot().toBuilder().setOrders(0, Order.newBuilder()))
            .build());
    tape.add(first);
    tape.add(
        HandMade.message(Shards.position(2, 3))
            .setSnapshot(OrderSnapshot.newBuilder().setBefore(1))
            .build());
    assertThat(run.check().violations()).isEmpty();
    run.history.tape("third", "110105").add(first);
    findsOnly(Kind.READER_GAP);
  }

  @Test
  void findsAnOrderThatWasNeverOpened() {
    run.journals.forEach(j -> j.remove(6));
    finds(Kind.ORDER_NOT_DELIVERED);
  }

  @Test
  void findsAnOrderThatTheFloorStillHolds() {
    run.journals.forEach(j -> j.remove(7));
    run.figures.setInTransitNow(1);
    findsOnly(Kind.ORDER_NOT_DELIVERED);
  }

  @Test
  void findsAnOrderThatWasOpenedTwice() {
    run.journals.forEach(j -> j.add(entry(orderOpened(2, 4))));
    finds(Kind.ORDER_TWICE);
  }

  @Test
  void findsAnOrderThatNobodyAskedFor() {
    run.everywhere(5, call(2, 2, 4, request(2), "110105-7"));
    finds(Kind.ORDER_FROM_NOWHERE);
  }

  @Test
  void findsAFigureThatIsOneTooHigh() {
    run.figures.getCallsBuilder().setHandled(1);
    findsOnly(Kind.FIGURES_DIFFER);
  }

  @Test
  void findsIdentitiesThatTheGridSaysAreBroken() {
    run.figures.setViolations(1);
    findsOnly(Kind.FIGURES_DIFFER);
  }

  @Test
  void findsACopyThatEndsEarly() {
    run.journals.get(1).remove(7);
    findsOnly(Kind.COPY_DIFFERS);
  }

  @Test
  void findsACopyOnAnotherChain() {
    run.journals.get(1).subList(3, 8).clear();
    run.journals.get(1).add(entry(call(1, 1, 3, request(6), "110105-3")));
    finds(Kind.COPY_DIFFERS);
  }

  @Test
  void findsARecordOnTheWrongPredecessor() {
    run.journals.get(1).add(3, entry(call(1, 1, 3, request(6), "110105-3")));
    run.journals.get(1).add(4, entry(call(1, 1, 4, request(7), "110105-4")));
    run.journals.get(1).remove(5);
    finds(Kind.JOURNAL_NOT_A_CHAIN);
  }

  @Test
  void letsAHigherEpochTakeThePlaceOfATail() {
    run.journals.get(1).add(3, entry(call(1, 1, 3, request(6), "110105-3")));
    assertThat(run.check().violations()).isEmpty();
  }

  @Test
  void letsASnapshotTakeThePlaceOfATail() {
    run.journals.get(1).set(3, entry(call(1, 1, 3, request(6), "110105-3")));
    run.journals.get(1).set(5, snapshot());
    assertThat(run.check().violations()).isEmpty();
  }

  private static Entry snapshot() {
    return Entry.newBuilder()
        .setSnapshot(
            ShardSnapshot.newBuilder()
                .setShard(FLOOR)
                .setPosition(Shards.position(2, 4))
                .addChain(ChainLink.newBuilder().setEpoch(1).setFirstSequence(1))
                .addChain(ChainLink.newBuilder().setEpoch(2).setFirstSequence(3)))
        .build();
  }

  @Test
  void findsAStateThatItsReplayDoesNotMake() {
    run.live.add(HandMade.copy("first"));
    run.replayed.add(HandMade.copy("other"));
    findsOnly(Kind.STATE_DIFFERS);
  }

  @Test
  void countsAllButKeepsTheFirst() {
    for (int i = 0; i < 300; i++) {
      run.refused(request(i), Shards.position(5, i + 10));
    }
    Findings findings = run.check();
    assertThat(findings.count()).isEqualTo(300);
    assertThat(findings.violations()).hasSize(200);
  }

  @Test
  void givesTheEpochOfARestartedShardItsPlace() {
    run.journals.forEach(j -> j.add(entry(started(FLOOR, 2, 3, 6))));
    assertThat(run.check().violations()).isEmpty();
  }
}
