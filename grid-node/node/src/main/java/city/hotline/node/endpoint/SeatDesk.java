package city.hotline.node.endpoint;

import city.hotline.core.floor.Subjects;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.pulse.SeatAt;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.shard.v1.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Shows seats what concerns them: whenever an acknowledged record touches a seat or its call, the
 * seat's picture is read anew and given to its sessions. Thread-safe.
 */
public final class SeatDesk implements Feeds.Tap, Tenures.Listener {

  /** One open session of a seat. */
  interface Viewer {
    /** The newest picture. */
    void show(SeatPicture picture);

    /** The floor moved: the session must be opened anew. */
    void moved();
  }

  private final Sequencer sequencer;
  private final Map<SeatAt, Set<Viewer>> viewers = new ConcurrentHashMap<>();
  private final Map<String, String> seatOfCall = new ConcurrentHashMap<>();

  /** Seats whose picture is being read, with how often it was wanted since. */
  private final Map<SeatAt, Integer> reading = new ConcurrentHashMap<>();

  /** Reads through this sequencer. */
  public SeatDesk(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  /** Adds a session; it gets a picture at once. */
  void add(SeatAt seat, Viewer viewer) {
    viewers.computeIfAbsent(seat, k -> new CopyOnWriteArraySet<>()).add(viewer);
    read(seat);
  }

  void remove(SeatAt seat, Viewer viewer) {
    viewers.computeIfPresent(
        seat,
        (k, set) -> {
          set.remove(viewer);
          return set.isEmpty() ? null : set;
        });
  }

  @Override
  public void began(Tenure tenure) {
    // Sessions open by themselves.
  }

  @Override
  public void ended(Tenure tenure) {
    viewers.forEach(
        (seat, set) -> {
          if (seat.floor().district().equals(tenure.district())) {
            set.forEach(Viewer::moved);
          }
        });
    seatOfCall.keySet().removeIf(c -> ShardId.ofCallOrSeat(c).district().equals(tenure.district()));
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (!shard.isFloor() || viewers.isEmpty()) {
      return;
    }
    Set<SeatAt> touched = new HashSet<>();
    for (JournaledRecord journaled : records) {
      for (FloorEvent event : journaled.record().getFloor().getEventsList()) {
        String seat = seatOf(event);
        if (!seat.isEmpty()) {
          touched.add(new SeatAt(shard, seat));
        }
      }
    }
    touched.forEach(this::read);
  }

  private void read(SeatAt seat) {
    if (!viewers.containsKey(seat)) {
      return;
    }
    if (reading.merge(seat, 1, Integer::sum) > 1) {
      return;
    }
    sequencer
        .read(
            seat.floor(), (shard, position) -> look(shard, position, seat.seatId()), Router.WAIT_MS)
        .whenComplete(
            (picture, failure) -> {
              Integer wanted = reading.remove(seat);
              Set<Viewer> now = viewers.getOrDefault(seat, Set.of());
              if (failure == null) {
                now.forEach(v -> v.show(picture));
              } else {
                now.forEach(Viewer::moved);
              }
              if (wanted != null && wanted > 1) {
                read(seat);
              }
            });
  }

  /**
   * Whose call it is, is known from the look on: what comes after it in the same batch is published
   * before the look is answered.
   */
  private SeatPicture look(Shard shard, Position position, String seatId) {
    SeatPicture picture = picture(shard, position, seatId);
    if (picture.hasCall()) {
      seatOfCall.put(picture.getCall().getCallId(), seatId);
    }
    return picture;
  }

  private static SeatPicture picture(Shard shard, Position position, String seatId) {
    SeatPicture.Builder picture =
        SeatPicture.newBuilder()
            .setPosition(position)
            .setFloor(shard.id().district())
            .setTime(Times.timestamp(shard.lastMomentMs()));
    if (shard.contents() instanceof Contents.OfFloor here) {
      here.floor()
          .seat(seatId)
          .ifPresent(
              seat -> {
                picture.setSeat(seat);
                here.floor().call(seat.getCallId()).ifPresent(picture::setCall);
              });
      picture.setWaiting(here.floor().waiting());
    }
    return picture.build();
  }

  /** The seat an event concerns; empty when none. */
  private String seatOf(FloorEvent event) {
    return switch (event.getEventCase()) {
      case CALL_OFFERED -> {
        seatOfCall.put(event.getCallOffered().getCallId(), event.getCallOffered().getSeatId());
        yield event.getCallOffered().getSeatId();
      }
      case CALL_ACCEPTED -> event.getCallAccepted().getSeatId();
      case OFFER_MISSED ->
          lost(event.getOfferMissed().getCallId(), event.getOfferMissed().getSeatId());
      case OFFER_REJECTED ->
          lost(event.getOfferRejected().getCallId(), event.getOfferRejected().getSeatId());
      case OFFER_RESCINDED ->
          lost(event.getOfferRescinded().getCallId(), event.getOfferRescinded().getSeatId());
      case CALL_HELD -> ofCall(event.getCallHeld().getCallId());
      case CALL_RESUMED -> ofCall(event.getCallResumed().getCallId());
      case CALL_ENDED -> ofCall(event.getCallEnded().getCallId());
      case CALLBACK_ASKED -> ofCall(event.getCallbackAsked().getCallId());
      case CALLBACK_DIALLED -> event.getCallbackDialled().getSeatId();
      case CALLBACK_UNANSWERED ->
          lost(
              event.getCallbackUnanswered().getCallId(), event.getCallbackUnanswered().getSeatId());
      case WRAP_UP_EXTENDED -> ofCall(event.getWrapUpExtended().getCallId());
      case CALL_TRANSFERRED ->
          lost(
              event.getCallTransferred().getCall().getCallId(),
              event.getCallTransferred().getSeatId());
      case CALL_WRAPPED_UP ->
          lost(event.getCallWrappedUp().getCallId(), event.getCallWrappedUp().getSeatId());
      case CALL_ABANDONED -> ofOver(event.getCallAbandoned().getCallId());
      case CALL_FLOWED_OUT -> ofOver(event.getCallFlowedOut().getCallId());
      case CALL_FAILED -> ofOver(event.getCallFailed().getCallId());
      case SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          SEAT_LENT,
          SEAT_JOINED,
          SEAT_ASKED_BACK,
          SEAT_RECALLED,
          SEAT_RETURNED,
          SEAT_CAME_HOME ->
          Subjects.seatOf(event, Call.getDefaultInstance());
      case CALL_BOOSTED -> ofCall(event.getCallBoosted().getCallId());
      case CALL_QUEUED,
          CALLBACK_RESTED,
          CALL_RELAXED,
          REFUSAL_LAPSED,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          VOTERS_CHANGED,
          QUEUE_CHANGED,
          QUEUE_PLANNED,
          ALERT_ACKNOWLEDGED,
          EVENT_NOT_SET ->
          "";
    };
  }

  private String ofCall(String callId) {
    return seatOfCall.getOrDefault(callId, "");
  }

  /**
   * The seat that a fact takes a call from. Whose it is afterwards may be known already, from a
   * look that ran behind the fact and before it was told: so the fact's own word counts.
   */
  private String lost(String callId, String seatId) {
    seatOfCall.remove(callId);
    return seatId;
  }

  private String ofOver(String callId) {
    String seat = seatOfCall.remove(callId);
    return seat == null ? "" : seat;
  }
}
