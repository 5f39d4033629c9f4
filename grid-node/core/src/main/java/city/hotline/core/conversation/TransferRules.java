package city.hotline.core.conversation;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.directory.Directories;
import city.hotline.core.directory.HotlineLine;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.queue.Entrance;
import city.hotline.core.queue.Queues;
import city.hotline.core.seat.OffTheLine;
import city.hotline.core.seat.SeatLife;
import city.hotline.core.seat.Seats;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.CallTransferred;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.RefusedOffer;
import city.hotline.proto.floor.v1.Transfer;
import city.hotline.proto.floor.v1.TransferCall;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A seat passes a caller on to another hotline. He stays the same call, with one history, and waits
 * where he would stand had he called there first; the seat that passes him on is not offered him
 * again for a while.
 */
public final class TransferRules {

  /** How often a caller is passed on at most. */
  public static final int MOST = 5;

  private final LiveCalls calls;
  private final Seats seats;
  private final Directories directories;
  private final Entrance entrance;
  private final Queues queues;

  /** Rules over the calls and seats of one floor. */
  public TransferRules(
      LiveCalls calls, Seats seats, Directories directories, Entrance entrance, Queues queues) {
    this.calls = calls;
    this.seats = seats;
    this.directories = directories;
    this.entrance = entrance;
    this.queues = queues;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_HOTLINE, UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT,
   * CALL_NOT_CONNECTED, CALL_TRANSFERRED_TOO_OFTEN, QUEUE_TAKES_NOBODY.
   */
  public Decision<FloorEvent> transfer(TransferCall command, Moment moment) {
    Decision<FloorEvent> refused =
        Fields.text("hotline", command.getHotline(), 1, Arrivals.HOTLINE_MAX);
    if (refused == null) {
      refused = Fields.text("skill", command.getSkill(), 0, Arrivals.SKILL_MAX);
    }
    if (refused != null) {
      return refused;
    }
    HotlineLine line = directories.at(moment).directory().hotline(command.getHotline());
    if (line == null) {
      return CallRefusals.unknownHotline(command.getHotline(), "name one that is, by its number.");
    }
    refused = Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    return refused == null
        ? transfer(calls.orNone(command.getCallId()), line, command, moment)
        : refused;
  }

  private Decision<FloorEvent> transfer(
      Call call, HotlineLine line, TransferCall command, Moment moment) {
    if (command.getAccompany() && CallLife.isText(call)) {
      return Decision.invalidField(
          "accompany", true, "false for a text contact: what was written goes with it");
    }
    if (!CallLife.allows(call, EventCase.CALL_TRANSFERRED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_CONNECTED, call, "this needs a conversation that is not over.");
    }
    if (call.getTransfersCount() >= MOST) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_TRANSFERRED_TOO_OFTEN,
          call,
          "it was passed on " + MOST + " times: find the answer for this caller here.");
    }
    FlowOutKind away = entrance.leadsAway(line.queue(), moment);
    if (away != null) {
      String why = away == FlowOutKind.FLOW_OUT_KIND_CLOSED ? "closed" : "full";
      return Decision.refused(
          Refusal.REFUSAL_QUEUE_TAKES_NOBODY,
          Map.of("queue", line.queue(), "why", why),
          "Queue "
              + line.queue()
              + " of hotline "
              + line.code()
              + " is "
              + why
              + ": keep the caller, or try again later.");
    }
    // A seat whose session lapsed is on no line.
    boolean stays = command.getAccompany() && !SeatLife.isSilent(seats.orEmpty(call.getSeatId()));
    Call passedOn = entrance.passedOn(onLine(call, line, command.getSkill(), moment));
    CallTransferred.Builder transferred =
        CallTransferred.newBuilder()
            .setSeatId(call.getSeatId())
            .setCall(
                stays ? passedOn.toBuilder().setCompanion(call.getSeatId()) : passedOn.toBuilder());
    List<FloorEvent> facts = new ArrayList<>(2);
    if (!call.getCompanion().isEmpty()) {
      facts.add(OffTheLine.companionLeft(call.getCallId(), call.getCompanion()));
    }
    facts.add(FloorEvent.newBuilder().setCallTransferred(transferred).build());
    return Decision.accepted(Contact.reply(call), facts);
  }

  /** Whoever passed him on, now or before, is not offered him again for a while. */
  private static List<RefusedOffer> refusals(Call call, Timestamp until) {
    return Stream.of(call.getSeatId(), call.getCompanion())
        .filter(seat -> !seat.isEmpty())
        .map(seat -> RefusedOffer.newBuilder().setSeatId(seat).setUntil(until).build())
        .toList();
  }

  private Call onLine(Call call, HotlineLine line, String skill, Moment moment) {
    long untilMs = OfferRules.deadlineMs(moment, queues.refusedSeconds(line.queue()));
    return call.toBuilder()
        .setState(CallState.CALL_STATE_QUEUED)
        .setHotline(line.code())
        .setQueue(line.queue())
        .setSkill(skill.isEmpty() ? Arrivals.GENERAL_SKILL : skill)
        .setQueuedAt(moment.getTime())
        .clearSeatId()
        .clearCallback()
        .clearCompanion()
        .clearAnsweredAt()
        .clearHeldAt()
        .clearHeldMs()
        .clearRefusals()
        .addAllRefusals(refusals(call, Times.timestamp(untilMs)))
        .addTransfers(
            Transfer.newBuilder()
                .setHotline(call.getHotline())
                .setSeatId(call.getSeatId())
                .setQueuedAt(call.getQueuedAt())
                .setAnsweredAt(call.getAnsweredAt())
                .setAt(moment.getTime()))
        .build();
  }
}
