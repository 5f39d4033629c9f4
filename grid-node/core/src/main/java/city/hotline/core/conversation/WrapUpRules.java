package city.hotline.core.conversation;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.directory.Directories;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.seat.Seats;
import city.hotline.core.seat.SignInRules;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallWrappedUp;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.ExtendWrapUp;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.floor.v1.WrapUpExtended;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seat writes up how the conversation ended: exactly one disposition, and an order where one is
 * needed.
 */
public final class WrapUpRules {

  /** What can be added at a time. */
  private static final int MOST_MORE_SECONDS = 600;

  private final String district;
  private final LiveCalls calls;
  private final Seats seats;
  private final OrderNumbers numbers;
  private final Directories directories;

  /** Rules over the calls and seats of one floor. */
  public WrapUpRules(
      String district,
      LiveCalls calls,
      Seats seats,
      OrderNumbers numbers,
      Directories directories) {
    this.district = district;
    this.calls = calls;
    this.seats = seats;
    this.numbers = numbers;
    this.directories = directories;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_WRAPPING,
   * UNKNOWN_CLASS, UNKNOWN_PLACE.
   */
  public Decision<FloorEvent> wrapUp(WrapUpCall command, Moment moment) {
    Decision<FloorEvent> refused = invalid(command);
    if (refused != null) {
      return refused;
    }
    refused = Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    if (!CallLife.allows(call, EventCase.CALL_WRAPPED_UP)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_WRAPPING, call, "end the conversation first, then wrap it up.");
    }
    if (command.getDisposition() != Disposition.DISPOSITION_WORK_ORDER) {
      return Decision.accepted(
          Contact.reply(call), List.of(wrappedUp(call, command.getDisposition(), "")));
    }
    Directories.Version version = directories.at(moment);
    refused = DraftCheck.codes(command.getOrder(), version.directory());
    return refused == null
        ? ordered(call, command.getOrder().toBuilder().setDirectory(version.name()).build())
        : refused;
  }

  /**
   * Refuses INVALID_FIELD, UNKNOWN_SEAT, UNKNOWN_CALL, CALL_NOT_WITH_THIS_SEAT, CALL_NOT_WRAPPING,
   * WRAP_UP_TOO_LONG.
   */
  public Decision<FloorEvent> extend(ExtendWrapUp command) {
    int seconds = command.getSeconds();
    if (seconds < 1 || seconds > MOST_MORE_SECONDS) {
      return Decision.invalidField("seconds", seconds, "1 to " + MOST_MORE_SECONDS);
    }
    Decision<FloorEvent> refused =
        Contact.notWith(seats, command.getSeatId(), calls, command.getCallId());
    if (refused != null) {
      return refused;
    }
    Call call = calls.orNone(command.getCallId());
    if (!CallLife.allows(call, EventCase.WRAP_UP_EXTENDED)) {
      return CallRefusals.inState(
          Refusal.REFUSAL_CALL_NOT_WRAPPING,
          call,
          "only a wrap-up that has begun can be extended.");
    }
    return extended(call, seconds);
  }

  private static Decision<FloorEvent> extended(Call call, int seconds) {
    long mostMs = Times.millis(call.getEndedAt()) + SignInRules.WRAP_UP_MAX_SECONDS * 1000L;
    long deadlineMs = Times.millis(call.getDeadline()) + seconds * 1000L;
    if (deadlineMs > mostMs) {
      long left = Math.max(0, (mostMs - Times.millis(call.getDeadline())) / 1000);
      return Decision.refused(
          Refusal.REFUSAL_WRAP_UP_TOO_LONG,
          Map.of("call_id", call.getCallId(), "seconds_left", Long.toString(left)),
          "A wrap-up lasts an hour at most; "
              + (left == 0
                  ? "write this one up now."
                  : "ask for " + left + " s at most, or write this one up."));
    }
    WrapUpExtended.Builder extended =
        WrapUpExtended.newBuilder()
            .setCallId(call.getCallId())
            .setDeadline(Times.timestamp(deadlineMs));
    return Decision.accepted(
        Contact.reply(call), List.of(FloorEvent.newBuilder().setWrapUpExtended(extended).build()));
  }

  private Decision<FloorEvent> ordered(Call call, OrderDraft draft) {
    String docket = DraftCheck.docketOf(draft);
    String orderId = docket + "-" + district + "-" + (numbers.last() + 1);
    OrderRequested.Builder requested =
        OrderRequested.newBuilder()
            .setOrderId(orderId)
            .setCallId(call.getCallId())
            .setDistrict(draft.getDistrict())
            .setDocket(docket)
            .setDraft(withRequester(draft, call));
    return Decision.accepted(
        Contact.reply(call).toBuilder().setOrderId(orderId).build(),
        List.of(
            FloorEvent.newBuilder().setOrderRequested(requested).build(),
            wrappedUp(call, Disposition.DISPOSITION_WORK_ORDER, orderId)));
  }

  /** Whoever called asks, unless the seat wrote down somebody else. */
  private static OrderDraft withRequester(OrderDraft draft, Call call) {
    if (draft.hasRequester() || !call.hasCaller()) {
      return draft;
    }
    Citizen caller = call.getCaller();
    Requester.Builder requester =
        Requester.newBuilder()
            .setName(caller.getName())
            .setPhone(caller.getPhone())
            .setAddress(caller.getAddress());
    if (caller.hasSealed()) {
      requester.setSealed(caller.getSealed());
    }
    return draft.toBuilder().setRequester(requester).build();
  }

  /** The seat let the deadline pass. */
  static FloorEvent timedOut(Call call) {
    return wrappedUp(call, Disposition.DISPOSITION_WRAP_UP_TIMED_OUT, "");
  }

  private static FloorEvent wrappedUp(Call call, Disposition disposition, String orderId) {
    return FloorEvent.newBuilder()
        .setCallWrappedUp(
            CallWrappedUp.newBuilder()
                .setCallId(call.getCallId())
                .setSeatId(call.getSeatId())
                .setDisposition(disposition)
                .setOrderId(orderId))
        .build();
  }

  private static @Nullable Decision<FloorEvent> invalid(WrapUpCall command) {
    return switch (command.getDisposition()) {
      case DISPOSITION_ANSWERED_ON_THE_SPOT, DISPOSITION_NO_DEMAND ->
          command.hasOrder()
              ? Decision.invalidField(
                  "order", "present", "absent unless the disposition is work order")
              : null;
      case DISPOSITION_WORK_ORDER ->
          command.hasOrder()
              ? DraftCheck.<FloorEvent>fields(command.getOrder())
              : Decision.invalidField("order", "absent", "the draft of the work order");
      case DISPOSITION_UNSPECIFIED, DISPOSITION_WRAP_UP_TIMED_OUT, UNRECOGNIZED ->
          Decision.invalidField(
              "disposition",
              command.getDispositionValue(),
              "answered on the spot, work order or no demand");
    };
  }
}
