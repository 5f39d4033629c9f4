package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A seat of a recorded day: accepts at once, talks as long as the trace says, writes nothing, and
 * finishes its conversation after the shift's end.
 */
final class TraceSeat implements SeatListener {

  private static final int NO_LIMIT_SECONDS = 3600;

  private final TraceRun run;
  private final TraceFile.Shift shift;
  private final SeatSession session;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private @Nullable SeatPicture latest;
  private String tried = "";
  private boolean busy;
  private boolean leaving;

  TraceSeat(TraceRun run, HotlineClient client, TraceFile.Shift shift, String seatId) {
    this.run = run;
    this.shift = shift;
    this.session = client.seat(seatId, this);
  }

  void begin() {
    var unused =
        session
            .signIn("trace-" + shift.seat(), run.skills(shift.skills()), NO_LIMIT_SECONDS)
            .whenComplete((reply, thrown) -> noted("signing in", thrown));
  }

  /** The shift is over: no further call, the present one is finished. */
  void end() {
    boolean now;
    synchronized (this) {
      leaving = true;
      now = !busy;
    }
    if (now) {
      leave();
    } else {
      // Becomes true when the call is over, so that none is offered in between.
      var unused = session.setPresence(Presence.PRESENCE_BREAK);
    }
  }

  /** Completes when the seat has signed out. */
  CompletableFuture<Void> left() {
    return left;
  }

  @Override
  public void onPicture(SeatPicture picture) {
    run.tally().seen(picture.getCall());
    synchronized (this) {
      latest = picture;
    }
    look();
  }

  @Override
  public void onRefused(HotlineException reason) {
    noted("session", reason);
    left.complete(null);
  }

  private void look() {
    Call call;
    boolean ready;
    synchronized (this) {
      if (busy || leaving || latest == null) {
        return;
      }
      call = latest.getCall();
      ready = !latest.hasCall() && latest.getSeat().getPresence() == Presence.PRESENCE_NO_ANSWER;
      String offer = call.getCallId() + "/" + call.getAttempt();
      boolean offered = call.getState() == CallState.CALL_STATE_OFFERED && !offer.equals(tried);
      if (!offered && !ready) {
        return;
      }
      tried = offered ? offer : tried;
      busy = true;
    }
    if (ready) {
      var unused =
          session.setPresence(Presence.PRESENCE_AVAILABLE).whenComplete((reply, thrown) -> free());
    } else {
      accept(call);
    }
  }

  private void accept(Call call) {
    String callId = call.getCallId();
    long from = run.timeline().time().nowMs();
    var unused =
        session
            .accept(call)
            .whenComplete(
                (accepted, thrown) -> {
                  if (thrown != null) {
                    noted("accepting", thrown);
                    free();
                    return;
                  }
                  run.tally().answered.add(callId);
                  long talkMs = run.talkMs(call.getSwitchCallId());
                  run.timeline().at(from + talkMs, () -> finish(callId));
                });
  }

  private void finish(String callId) {
    var unused =
        session
            .end(callId)
            .thenCompose(
                ended -> session.wrapUp(callId, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT))
            .whenComplete(
                (written, thrown) -> {
                  if (thrown != null) {
                    run.problems().add("finishing " + callId, thrown);
                  }
                  free();
                });
  }

  private void free() {
    boolean leave;
    synchronized (this) {
      busy = false;
      leave = leaving;
    }
    if (leave) {
      leave();
    } else {
      look();
    }
  }

  private void leave() {
    var unused =
        session
            .signOut()
            .whenComplete(
                (reply, thrown) -> {
                  noted("signing out", thrown);
                  left.complete(null);
                  session.close();
                });
  }

  /** A refusal is the way of the world here: an offer taken back, a seat that never signed in. */
  private void noted(String what, @Nullable Throwable thrown) {
    if (thrown != null && !(Problems.cause(thrown) instanceof HotlineRefused)) {
      run.problems().add(session.seatId() + " " + what, thrown);
    }
  }
}
