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
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A seat that takes the next step of its caller's journey as soon as the last one is answered. */
final class JourneySeat implements SeatListener {

  private final JourneyRun run;
  private final SeatSession session;
  private @Nullable SeatPicture latest;
  private String tried = "";
  private boolean busy;

  JourneySeat(JourneyRun run, HotlineClient client, String seatId) {
    this.run = run;
    this.session = client.seat(seatId, this);
  }

  CompletableFuture<CommandAccepted> signIn(String skill) {
    return session.signIn("journeys", List.of(skill), 0);
  }

  CompletableFuture<CommandAccepted> leave() {
    return session.signOut().whenComplete((reply, thrown) -> session.close());
  }

  @Override
  public void onPicture(SeatPicture picture) {
    run.tally().progress();
    run.tally().seen(picture.getCall());
    synchronized (this) {
      latest = picture;
    }
    look();
  }

  @Override
  public void onRefused(HotlineException reason) {
    run.problems().add("seat " + session.seatId(), reason);
  }

  private void look() {
    Call call;
    Journey journey;
    boolean ready;
    synchronized (this) {
      if (busy || latest == null) {
        return;
      }
      call = latest.getCall();
      ready = latest.getSeat().getPresence() == Presence.PRESENCE_NO_ANSWER && !latest.hasCall();
      journey = offeredJourney(call);
      if (journey == null && !ready) {
        return;
      }
      busy = true;
    }
    if (journey == null) {
      // Missed offers made the seat not ready, as when the grid was away: it is ready again.
      finish(session.setPresence(Presence.PRESENCE_AVAILABLE));
    } else {
      finish(take(journey, call));
    }
  }

  private @Nullable Journey offeredJourney(Call call) {
    String offer = call.getCallId() + "/" + call.getAttempt();
    if (call.getState() != CallState.CALL_STATE_OFFERED || offer.equals(tried)) {
      return null;
    }
    Journey journey = run.journey(call.getSwitchCallId());
    if (journey == null || !journey.mayBeAnswered()) {
      return null;
    }
    tried = offer;
    return journey;
  }

  private void finish(CompletableFuture<?> last) {
    var unused =
        last.whenComplete(
            (reply, thrown) -> {
              run.tally().progress();
              synchronized (this) {
                busy = false;
              }
              look();
            });
  }

  /** The conversation, step by step. An offer that was lost meanwhile is no fault. */
  private CompletableFuture<Void> take(Journey journey, Call offered) {
    String callId = offered.getCallId();
    run.met(callId, journey);
    return session
        .accept(offered)
        .thenCompose(
            accepted -> {
              run.tally().answered.add(callId);
              return talk(journey, callId);
            })
        .exceptionally(
            thrown -> {
              if (!(Problems.cause(thrown) instanceof HotlineRefused)) {
                run.failed(journey, "accepting " + callId, thrown);
              }
              return null;
            });
  }

  private CompletableFuture<Void> talk(Journey journey, String callId) {
    CompletableFuture<?> talked =
        journey.plan.holds()
            ? session.hold(callId).thenCompose(held -> session.resume(callId))
            : CompletableFuture.completedFuture(null);
    return talked
        .thenCompose(
            t ->
                journey.plan.callerEnds()
                    ? run.switchLink().ended(callId).thenApply(e -> callId)
                    : session.end(callId).thenApply(e -> callId))
        .thenCompose(ended -> writeUp(journey, callId))
        .handle(
            (written, thrown) -> {
              if (thrown != null) {
                run.failed(journey, "in conversation " + callId, thrown);
              } else {
                run.writtenUp(journey, written.getReply().getOrderId());
              }
              return null;
            });
  }

  private CompletableFuture<CommandAccepted> writeUp(Journey journey, String callId) {
    return journey.plan.disposition() == Disposition.DISPOSITION_WORK_ORDER
        ? session.wrapUp(callId, journey.plan.draft())
        : session.wrapUp(callId, journey.plan.disposition());
  }
}
