package city.hotline.core.figures;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;

/** The counts of calls over one span, being counted. For the floor's one writer only. */
final class CallTally {

  /** Upper bounds of the buckets of queue times, seconds; the last bucket has none. */
  private static final int[] BUCKET_SECONDS = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600};

  private final long carriedIn;
  private long offered;
  private long answered;
  private long abandonedShort;
  private long abandonedLong;
  private long flowedOutCallback;
  private long flowedOutTransfer;
  private long flowedOutOverflow;
  private long flowedOutFull;
  private long flowedOutClosed;
  private long failed;
  private long answeredInLevel;
  private long answeredWaitMs;
  private final long[] answeredWaitBuckets = new long[BUCKET_SECONDS.length + 1];
  private long handled;
  private long talkMs;
  private long holdMs;
  private long wrapMs;
  private long offersMissed;
  private long offersRejected;
  private long ordersRequested;
  private long transferred;
  private long flowedOutUnreachable;
  private long callbacksAsked;
  private long callbacksUnanswered;
  private long idleMs;

  /** A new span that begins with so many callers waiting. */
  CallTally(long carriedIn) {
    this.carriedIn = carriedIn;
  }

  /** Goes on where the figures stand. */
  CallTally(CallFigures figures) {
    carriedIn = figures.getCarriedIn();
    offered = figures.getOffered();
    answered = figures.getAnswered();
    abandonedShort = figures.getAbandonedShort();
    abandonedLong = figures.getAbandonedLong();
    flowedOutCallback = figures.getFlowedOutCallback();
    flowedOutTransfer = figures.getFlowedOutTransfer();
    flowedOutOverflow = figures.getFlowedOutOverflow();
    flowedOutFull = figures.getFlowedOutFull();
    flowedOutClosed = figures.getFlowedOutClosed();
    failed = figures.getFailed();
    answeredInLevel = figures.getAnsweredInLevel();
    answeredWaitMs = figures.getAnsweredWaitMs();
    for (int i = 0; i < figures.getAnsweredWaitBucketsCount(); i++) {
      answeredWaitBuckets[i] = figures.getAnsweredWaitBuckets(i);
    }
    handled = figures.getHandled();
    talkMs = figures.getTalkMs();
    holdMs = figures.getHoldMs();
    wrapMs = figures.getWrapMs();
    offersMissed = figures.getOffersMissed();
    offersRejected = figures.getOffersRejected();
    ordersRequested = figures.getOrdersRequested();
    transferred = figures.getTransferred();
    flowedOutUnreachable = figures.getFlowedOutUnreachable();
    callbacksAsked = figures.getCallbacksAsked();
    callbacksUnanswered = figures.getCallbacksUnanswered();
    idleMs = figures.getIdleMs();
  }

  void queued() {
    offered++;
  }

  void accepted(long waitedMs, long levelMs) {
    answered++;
    answeredWaitMs += waitedMs;
    if (waitedMs <= levelMs) {
      answeredInLevel++;
    }
    int bucket = 0;
    while (bucket < BUCKET_SECONDS.length && waitedMs > BUCKET_SECONDS[bucket] * 1000L) {
      bucket++;
    }
    answeredWaitBuckets[bucket]++;
  }

  void missed() {
    offersMissed++;
  }

  void rejected() {
    offersRejected++;
  }

  void abandoned(boolean shortAbandon) {
    if (shortAbandon) {
      abandonedShort++;
    } else {
      abandonedLong++;
    }
  }

  void flowedOut(FlowOutKind kind) {
    switch (kind) {
      case FLOW_OUT_KIND_CALLBACK -> flowedOutCallback++;
      case FLOW_OUT_KIND_TRANSFER -> flowedOutTransfer++;
      case FLOW_OUT_KIND_OVERFLOW -> flowedOutOverflow++;
      case FLOW_OUT_KIND_FULL -> flowedOutFull++;
      case FLOW_OUT_KIND_CLOSED -> flowedOutClosed++;
      case FLOW_OUT_KIND_UNREACHABLE -> {
        flowedOutUnreachable++;
        callbacksUnanswered++;
      }
      case FLOW_OUT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("flowed out to " + kind + ": the rules never say so");
    }
  }

  void failed() {
    failed++;
  }

  /**
   * The contact is over: only now are its talk, hold and wrap-up counted, so that they belong
   * together.
   */
  void wrappedUp(Call call, Moment moment) {
    talked(call, call.getEndedAt());
    wrapMs += Times.millis(moment) - Times.millis(call.getEndedAt());
  }

  /** The caller goes on to another hotline: the contact is over, without wrap-up. */
  void transferred(Call call, Moment moment) {
    transferred++;
    talked(call, moment.getTime());
  }

  private void talked(Call call, Timestamp ended) {
    handled++;
    long held = CallLife.heldMs(call, ended);
    talkMs += Times.millis(ended) - Times.millis(call.getAnsweredAt()) - held;
    holdMs += held;
  }

  void callbackAsked() {
    callbacksAsked++;
  }

  void callbackUnanswered() {
    callbacksUnanswered++;
  }

  /** A seat was ready and had no call for so long. */
  void idle(long ms) {
    idleMs += ms;
  }

  void orderRequested() {
    ordersRequested++;
  }

  boolean hasOffered() {
    return offered > 0;
  }

  /** Carried in + offered - answered - abandoned - flowed out - failed. */
  long waiting() {
    long gone =
        answered
            + abandonedShort
            + abandonedLong
            + flowedOutCallback
            + flowedOutTransfer
            + flowedOutOverflow
            + flowedOutFull
            + flowedOutClosed
            + flowedOutUnreachable
            + failed;
    return carriedIn + offered - gone;
  }

  CallFigures figures() {
    CallFigures.Builder figures =
        CallFigures.newBuilder()
            .setCarriedIn(carriedIn)
            .setOffered(offered)
            .setAnswered(answered)
            .setAbandonedShort(abandonedShort)
            .setAbandonedLong(abandonedLong)
            .setFlowedOutCallback(flowedOutCallback)
            .setFlowedOutTransfer(flowedOutTransfer)
            .setFlowedOutOverflow(flowedOutOverflow)
            .setFlowedOutFull(flowedOutFull)
            .setFlowedOutClosed(flowedOutClosed)
            .setFailed(failed)
            .setAnsweredInLevel(answeredInLevel)
            .setAnsweredWaitMs(answeredWaitMs)
            .setHandled(handled)
            .setTalkMs(talkMs)
            .setHoldMs(holdMs)
            .setWrapMs(wrapMs)
            .setOffersMissed(offersMissed)
            .setOffersRejected(offersRejected)
            .setOrdersRequested(ordersRequested)
            .setTransferred(transferred)
            .setFlowedOutUnreachable(flowedOutUnreachable)
            .setCallbacksAsked(callbacksAsked)
            .setCallbacksUnanswered(callbacksUnanswered)
            .setIdleMs(idleMs);
    for (long count : answeredWaitBuckets) {
      figures.addAnsweredWaitBuckets(count);
    }
    return figures.build();
  }
}
