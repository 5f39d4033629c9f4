package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.client.SwitchLink;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An operator who acts on what the seat shows: answers a ringing call after a few seconds, talks,
 * writes up, takes a break now and then. What chance decides about a call depends on the call
 * alone, so a seat that is taken over in mid-call goes on as it would have.
 */
final class DemoSeat implements SeatListener {

  static final double MEAN_RING_MS = 2_500;
  static final double MEAN_TALK_MS = 300_000;
  static final double MEAN_WRAP_UP_MS = 60_000;

  /** Above the longest wrap-up; a step of a clock that steps may be an hour. */
  private static final int WRAP_UP_LIMIT_SECONDS = 180;

  private static final int WRAP_UP_LIMIT_IN_STEPS = 3_600;
  private static final long LONGEST_WRAP_UP_MS = 150_000;
  private static final long LONGEST_TALK_MS = 3_600_000;
  private static final double HOLD_SHARE = 0.08;
  private static final double ORDER_SHARE = 0.5;
  private static final double BREAK_SHARE = 0.015;
  private static final long BREAK_MS = 10 * 60_000;

  private final String seatId;
  private final Timeline timeline;
  private final SwitchLink switchLink;
  private final Places places;
  private final Answered answered;
  private final long seed;
  private @Nullable SeatSession session;
  private @Nullable SeatPicture latest;
  private String doing = "";
  private String talkingWith = "";
  private boolean leaving;

  DemoSeat(
      String seatId,
      Timeline timeline,
      SwitchLink switchLink,
      Places places,
      Answered answered,
      long seed) {
    this.seatId = seatId;
    this.timeline = timeline;
    this.switchLink = switchLink;
    this.places = places;
    this.answered = answered;
    this.seed = seed;
  }

  synchronized void open(HotlineClient client) {
    if (session == null) {
      latest = null;
      doing = "";
      talkingWith = "";
      session = client.seat(seatId, this);
    }
  }

  synchronized boolean shown() {
    return latest != null;
  }

  synchronized boolean signedIn() {
    return latest != null
        && latest.hasSeat()
        && latest.getSeat().getPresence() != Presence.PRESENCE_OFFLINE;
  }

  /** Whether the grid may offer this seat a call now, as far as it was shown. */
  synchronized boolean free() {
    SeatPicture now = latest;
    return now != null
        && !now.hasCall()
        && now.hasSeat()
        && now.getSeat().getPresence() == Presence.PRESENCE_AVAILABLE;
  }

  synchronized void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  void comeOnDuty(HotlineClient client) {
    open(client);
    SeatSession here;
    synchronized (this) {
      leaving = false;
      here = session;
    }
    if (here != null && !signedIn()) {
      int wrapUp = timeline.time().stepMs() == 0 ? WRAP_UP_LIMIT_SECONDS : WRAP_UP_LIMIT_IN_STEPS;
      var unused = here.signIn("op-" + seatId, List.of(), wrapUp);
    } else {
      look();
    }
  }

  /** At once, or when the present call is over. */
  void goOffDuty() {
    SeatSession here;
    boolean busy;
    synchronized (this) {
      leaving = true;
      here = session;
      busy = latest != null && latest.hasCall();
    }
    if (here != null && busy) {
      var unused = here.setPresence(Presence.PRESENCE_BREAK);
    }
    look();
  }

  @Override
  public void onPicture(SeatPicture picture) {
    synchronized (this) {
      latest = picture;
    }
    look();
  }

  /** Acts once on each new situation. */
  private void look() {
    SeatPicture picture;
    SeatSession here;
    boolean leave;
    synchronized (this) {
      if (latest == null || session == null) {
        return;
      }
      picture = latest;
      here = session;
      leave = leaving;
      String situation = situation(picture, leave);
      if (situation.equals(doing)) {
        return;
      }
      doing = situation;
    }
    if (picture.hasCall()) {
      withCall(here, picture.getCall());
    } else if (leave) {
      leave(here, picture);
    } else if (picture.getSeat().getPresence() == Presence.PRESENCE_NO_ANSWER) {
      timeline.in(5_000, () -> tried(here.setPresence(Presence.PRESENCE_AVAILABLE)));
    } else if (picture.getSeat().getPresence() == Presence.PRESENCE_BREAK) {
      timeline.in(BREAK_MS, () -> backToWork(here));
    }
  }

  private static String situation(SeatPicture picture, boolean leaving) {
    Call call = picture.getCall();
    return picture.hasCall()
        ? call.getCallId() + "/" + call.getStateValue() + "/" + call.getAttempt()
        : "free/" + picture.getSeat().getPresenceValue() + "/" + leaving;
  }

  private void withCall(SeatSession here, Call call) {
    String callId = call.getCallId();
    RandomGenerator random = Durations.of(seed, callId + call.getStateValue());
    switch (call.getState()) {
      case CALL_STATE_OFFERED -> {
        long ringMs = 1_000 + random.nextLong(Math.round(2 * (MEAN_RING_MS - 1_000)));
        timeline.in(
            timeline.time().withinStepMs(ringMs),
            () -> tried(here.accept(call).thenAccept(accepted -> answered.add(callId))));
      }
      case CALL_STATE_CONNECTED -> talk(here, call, random);
      case CALL_STATE_HELD -> timeline.in(45_000, () -> tried(here.resume(callId)));
      case CALL_STATE_WRAPPING -> {
        long writingMs =
            Math.min(LONGEST_WRAP_UP_MS, Durations.lognormalMs(random, MEAN_WRAP_UP_MS, 0.5));
        timeline.at(
            GridTime.millis(call.getEndedAt()) + timeline.time().withinStepMs(writingMs),
            () -> writeUp(here, call, random));
      }
      default -> {
        // Over: the next picture shows an empty seat.
      }
    }
  }

  private void talk(SeatSession here, Call call, RandomGenerator random) {
    String callId = call.getCallId();
    synchronized (this) {
      if (talkingWith.equals(callId)) {
        // Back from hold: the end is on its way already.
        return;
      }
      talkingWith = callId;
    }
    long talkMs = Math.min(LONGEST_TALK_MS, Durations.lognormalMs(random, MEAN_TALK_MS, 0.7));
    long endMs = GridTime.millis(call.getAnsweredAt()) + talkMs;
    if (talkMs > 120_000 && random.nextDouble() < HOLD_SHARE) {
      timeline.at(endMs - talkMs / 2, () -> tried(here.hold(callId)));
    }
    boolean callerEnds = random.nextBoolean();
    timeline.at(endMs, () -> tried(callerEnds ? switchLink.ended(callId) : here.end(callId)));
  }

  private void writeUp(SeatSession here, Call call, RandomGenerator random) {
    double ending = random.nextDouble();
    CompletableFuture<?> written;
    if (ending < ORDER_SHARE) {
      written = here.wrapUp(call.getCallId(), draft(call, random));
    } else {
      written =
          here.wrapUp(
              call.getCallId(),
              ending < 0.95
                  ? Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT
                  : Disposition.DISPOSITION_NO_DEMAND);
    }
    tried(written);
    if (random.nextDouble() < BREAK_SHARE) {
      tried(here.setPresence(Presence.PRESENCE_BREAK));
    }
  }

  private OrderDraft draft(Call call, RandomGenerator random) {
    OrderDraft plan = JourneyPlan.draft(random, seatId.substring(0, 6), places);
    return plan.toBuilder()
        .setRequester(Requester.newBuilder().setPhone(call.getCaller().getPhone()))
        .build();
  }

  private void backToWork(SeatSession here) {
    boolean leave;
    synchronized (this) {
      leave = leaving;
    }
    if (!leave) {
      tried(here.setPresence(Presence.PRESENCE_AVAILABLE));
    }
  }

  private void leave(SeatSession here, SeatPicture picture) {
    if (!picture.hasSeat() || picture.getSeat().getPresence() == Presence.PRESENCE_OFFLINE) {
      close();
      return;
    }
    tried(here.signOut());
  }

  /** What the grid refused is over; what got no answer is tried anew from what the seat shows. */
  private void tried(CompletableFuture<?> command) {
    var unused =
        command.whenComplete(
            (reply, thrown) -> {
              if (thrown != null && !(Problems.cause(thrown) instanceof HotlineRefused)) {
                synchronized (this) {
                  doing = "";
                  talkingWith = "";
                }
                timeline.in(1_000, this::look);
              }
            });
  }
}
