package city.hotline.simulator;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts calls from facts alone, as DOMAIN section 8 says. Shares no code with the rules, nor their
 * ways: it keeps the instants of each caller and adds up at the end of each.
 */
final class Contacts {
  private static final List<Integer> BOUNDS = List.of(1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600);
  private static final int LEVEL_MS = 15_000;
  private static final int SHORT_MS = 5_000;

  /** What happened to one caller, as instants in milliseconds. */
  private static final class Contact {
    final long queued;
    final String queue;
    final String hotline;
    long answered;
    long holdFrom = -1;
    long held;
    long ended;

    Contact(Call call, long queued) {
      this.queued = queued;
      this.queue = call.getQueue().isEmpty() ? "general" : call.getQueue();
      this.hotline = call.getHotline();
    }
  }

  private final Map<String, Contact> contacts = new HashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Spans spans = new Spans();

  static long ms(Timestamp time) {
    return time.getSeconds() * 1000 + time.getNanos() / 1_000_000;
  }

  void heard(FloorEvent event, Moment moment) {
    if (event.hasDayClosed()) {
      conserved();
      spans.dayClosed(event.getDayClosed(), queued());
      return;
    }
    long now = ms(moment.getTime());
    if (event.hasCallQueued()) {
      Call call = event.getCallQueued().getCall();
      Contact before = contacts.put(call.getCallId(), new Contact(call, now));
      Wrong.unless(before == null, () -> call.getCallId() + " came twice");
    }
    if (event.hasCallTransferred()) {
      passedOn(event.getCallTransferred().getCall(), now);
      return;
    }
    String counted = counted(event);
    if (!counted.isEmpty()) {
      Contact contact = contact(counted);
      spans.enter(contact.queue, contact.hotline, now, waiting.size());
    }
    spans.each(span -> count(span, event));
    move(event, now);
    spans.leave();
  }

  /** A seat that was ready and without a call is no longer, or has one. */
  void worked(Seat before, Seat after, Moment moment) {
    if (before.getRouting() == Routing.ROUTING_IDLE && after.getRouting() != Routing.ROUTING_IDLE) {
      long now = ms(moment.getTime());
      spans.enter(now, waiting.size());
      spans.each(span -> span.setIdleMs(span.getIdleMs() + now - ms(before.getIdleSince())));
      spans.leave();
    }
  }

  /** The conversation is over where he was, and he waits where he goes. */
  private void passedOn(Call call, long now) {
    String id = call.getCallId();
    Contact before = contact(id);
    offHold(before, now);
    spans.enter(before.queue, before.hotline, now, waiting.size());
    spans.each(
        span ->
            span.setHandled(span.getHandled() + 1)
                .setTransferred(span.getTransferred() + 1)
                .setTalkMs(span.getTalkMs() + now - before.answered - before.held)
                .setHoldMs(span.getHoldMs() + before.held));
    Contact after = new Contact(call, now);
    contacts.put(id, after);
    spans.enter(after.queue, after.hotline, now, waiting.size());
    spans.each(span -> span.setOffered(span.getOffered() + 1));
    waiting.add(id);
    spans.leave();
  }

  /** Queue and hotline of each who waits. */
  private List<Map.Entry<String, String>> queued() {
    return waiting.stream()
        .map(this::contact)
        .map(contact -> Map.entry(contact.queue, contact.hotline))
        .toList();
  }

  /** The call of a fact that counts, else nothing. */
  private static String counted(FloorEvent event) {
    return switch (event.getEventCase()) {
      case CALL_QUEUED -> event.getCallQueued().getCall().getCallId();
      case CALL_ACCEPTED -> event.getCallAccepted().getCallId();
      case OFFER_MISSED -> event.getOfferMissed().getCallId();
      case OFFER_REJECTED -> event.getOfferRejected().getCallId();
      case ORDER_REQUESTED -> event.getOrderRequested().getCallId();
      case CALL_WRAPPED_UP -> event.getCallWrappedUp().getCallId();
      case CALL_ABANDONED -> event.getCallAbandoned().getCallId();
      case CALL_FLOWED_OUT -> event.getCallFlowedOut().getCallId();
      case CALL_FAILED -> event.getCallFailed().getCallId();
      case CALLBACK_ASKED -> event.getCallbackAsked().getCallId();
      case CALLBACK_UNANSWERED -> event.getCallbackUnanswered().getCallId();
      default -> "";
    };
  }

  private static void count(CallFigures.Builder span, FloorEvent event) {
    switch (event.getEventCase()) {
      case CALL_QUEUED -> span.setOffered(span.getOffered() + 1);
      case OFFER_MISSED -> span.setOffersMissed(span.getOffersMissed() + 1);
      case OFFER_REJECTED -> span.setOffersRejected(span.getOffersRejected() + 1);
      case ORDER_REQUESTED -> span.setOrdersRequested(span.getOrdersRequested() + 1);
      case CALL_FAILED -> span.setFailed(span.getFailed() + 1);
      case CALLBACK_ASKED -> span.setCallbacksAsked(span.getCallbacksAsked() + 1);
      case CALLBACK_UNANSWERED -> span.setCallbacksUnanswered(span.getCallbacksUnanswered() + 1);
      case CALL_FLOWED_OUT -> {
        switch (event.getCallFlowedOut().getKind()) {
          case FLOW_OUT_KIND_CALLBACK -> span.setFlowedOutCallback(span.getFlowedOutCallback() + 1);
          case FLOW_OUT_KIND_TRANSFER -> span.setFlowedOutTransfer(span.getFlowedOutTransfer() + 1);
          case FLOW_OUT_KIND_OVERFLOW -> span.setFlowedOutOverflow(span.getFlowedOutOverflow() + 1);
          case FLOW_OUT_KIND_FULL -> span.setFlowedOutFull(span.getFlowedOutFull() + 1);
          case FLOW_OUT_KIND_CLOSED -> span.setFlowedOutClosed(span.getFlowedOutClosed() + 1);
          case FLOW_OUT_KIND_UNREACHABLE ->
              span.setFlowedOutUnreachable(span.getFlowedOutUnreachable() + 1)
                  .setCallbacksUnanswered(span.getCallbacksUnanswered() + 1);
          case FLOW_OUT_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new Wrong("flowed out, but where?");
        }
      }
      default -> {
        // counted by its instants, or not a fact about a call
      }
    }
  }

  private void move(FloorEvent event, long now) {
    switch (event.getEventCase()) {
      case CALL_QUEUED -> waiting.add(event.getCallQueued().getCall().getCallId());
      case CALL_ACCEPTED -> answered(event.getCallAccepted().getCallId(), now);
      case CALL_HELD -> contact(event.getCallHeld().getCallId()).holdFrom = now;
      case CALL_RESUMED -> offHold(contact(event.getCallResumed().getCallId()), now);
      case CALL_ENDED -> {
        Contact contact = contact(event.getCallEnded().getCallId());
        offHold(contact, now);
        contact.ended = now;
      }
      case CALL_WRAPPED_UP -> wrappedUp(event.getCallWrappedUp().getCallId(), now);
      case CALL_ABANDONED -> abandoned(event.getCallAbandoned().getCallId(), now);
      case CALL_FLOWED_OUT -> gone(event.getCallFlowedOut().getCallId());
      case CALL_FAILED -> gone(event.getCallFailed().getCallId());
      default -> {
        // not about how long
      }
    }
  }

  private Contact contact(String id) {
    Contact contact = contacts.get(id);
    if (contact == null) {
      throw new Wrong(id + " is not there any more, or never came");
    }
    return contact;
  }

  private void leavesLine(String id) {
    Wrong.unless(waiting.remove(id), () -> id + " does not wait");
  }

  private void gone(String id) {
    leavesLine(id);
    contacts.remove(id);
  }

  private static void offHold(Contact contact, long now) {
    if (contact.holdFrom >= 0) {
      contact.held += now - contact.holdFrom;
      contact.holdFrom = -1;
    }
  }

  private void answered(String id, long now) {
    leavesLine(id);
    Contact contact = contact(id);
    contact.answered = now;
    long waited = now - contact.queued;
    int bucket = (int) BOUNDS.stream().filter(bound -> waited > bound * 1000L).count();
    spans.each(
        span ->
            span.setAnswered(span.getAnswered() + 1)
                .setAnsweredWaitMs(span.getAnsweredWaitMs() + waited)
                .setAnsweredInLevel(span.getAnsweredInLevel() + (waited <= LEVEL_MS ? 1 : 0))
                .setAnsweredWaitBuckets(bucket, span.getAnsweredWaitBuckets(bucket) + 1));
  }

  private void wrappedUp(String id, long now) {
    Contact contact = contact(id);
    contacts.remove(id);
    spans.each(
        span ->
            span.setHandled(span.getHandled() + 1)
                .setTalkMs(span.getTalkMs() + contact.ended - contact.answered - contact.held)
                .setHoldMs(span.getHoldMs() + contact.held)
                .setWrapMs(span.getWrapMs() + now - contact.ended));
  }

  private void abandoned(String id, long now) {
    boolean soon = now - contact(id).queued < SHORT_MS;
    spans.each(
        span -> {
          if (soon) {
            span.setAbandonedShort(span.getAbandonedShort() + 1);
          } else {
            span.setAbandonedLong(span.getAbandonedLong() + 1);
          }
        });
    gone(id);
  }

  int living() {
    return contacts.size();
  }

  int waiting() {
    return waiting.size();
  }

  /** Whoever came in the same millisecond stands by the number of his call. */
  String oldest() {
    return waiting.stream()
        .min(
            Comparator.<String>comparingLong(id -> contact(id).queued)
                .thenComparingLong(id -> Long.parseLong(id.substring(id.lastIndexOf('-') + 1))))
        .orElse("");
  }

  CallFigures total() {
    return spans.total();
  }

  CallFigures today() {
    return spans.today();
  }

  /** The day, taken apart. */
  DayDetail detail() {
    return spans.detail();
  }

  /** The days that are closed, newest last. */
  List<ClosedDay> closedDays() {
    return spans.closedDays();
  }

  /** Whoever came has gone some way, or waits. */
  void conserved() {
    spans.conserved(waiting.size());
  }
}
