package city.hotline.node.endpoint;

import city.hotline.core.floor.Subjects;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Contents;
import city.hotline.core.shard.Shard;
import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.feed.Feeds;
import city.hotline.node.pulse.SeatAt;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.shard.v1.Position;
import java.util.EnumSet;
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

  /** After these the call is with no seat, or over. */
  private static final Set<EventCase> TAKES_THE_CALL =
      EnumSet.of(
          EventCase.OFFER_MISSED,
          EventCase.OFFER_REJECTED,
          EventCase.OFFER_RESCINDED,
          EventCase.CALLBACK_UNANSWERED,
          EventCase.CALL_TRANSFERRED,
          EventCase.CALL_WRAPPED_UP,
          EventCase.CALL_ABANDONED,
          EventCase.CALL_FLOWED_OUT,
          EventCase.CALL_FAILED);

  private final Sequencer sequencer;
  private final Opener citizens;
  private final Map<SeatAt, Set<Viewer>> viewers = new ConcurrentHashMap<>();
  private final Map<String, String> seatOfCall = new ConcurrentHashMap<>();

  /** By call: the seat that passed it on and stays on the line. */
  private final Map<String, String> companionOfCall = new ConcurrentHashMap<>();

  /** Seats whose picture is being read, with how often it was wanted since. */
  private final Map<SeatAt, Integer> reading = new ConcurrentHashMap<>();

  /** Seats that were shown a caller whose key was not here yet. */
  private final Set<SeatAt> incomplete = ConcurrentHashMap.newKeySet();

  /** Reads through this sequencer, and shows seats their callers opened. */
  public SeatDesk(Sequencer sequencer, Opener citizens) {
    this.sequencer = sequencer;
    this.citizens = citizens;
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
    forget(seatOfCall.keySet(), tenure.district());
    forget(companionOfCall.keySet(), tenure.district());
  }

  private static void forget(Set<String> calls, String district) {
    calls.removeIf(call -> ShardId.ofCallOrSeat(call).district().equals(district));
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (!shard.isFloor()) {
      return;
    }
    if (viewers.isEmpty()) {
      // What is missed now, the looks of those who come know anew.
      seatOfCall.clear();
      companionOfCall.clear();
      return;
    }
    Set<SeatAt> touched = new HashSet<>();
    for (JournaledRecord journaled : records) {
      for (FloorEvent event : journaled.record().getFloor().getEventsList()) {
        touch(shard, seatOf(event), touched);
        touch(shard, companionOf(event), touched);
      }
    }
    touched.forEach(this::read);
  }

  private static void touch(ShardId floor, String seat, Set<SeatAt> touched) {
    if (!seat.isEmpty()) {
      touched.add(new SeatAt(floor, seat));
    }
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
                show(seat, picture, now);
              } else {
                now.forEach(Viewer::moved);
              }
              if (wanted != null && wanted > 1) {
                read(seat);
              }
            });
  }

  private void show(SeatAt seat, SeatPicture picture, Set<Viewer> to) {
    Opener.Opened<SeatPicture> opened = citizens.open(picture);
    if (!opened.complete() && !to.isEmpty()) {
      incomplete.add(seat);
    }
    to.forEach(v -> v.show(opened.message()));
  }

  /** Keys came: who was shown a caller without his is shown him again. */
  public void keysChanged() {
    List<SeatAt> again = List.copyOf(incomplete);
    incomplete.removeAll(again);
    again.forEach(this::read);
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
    picture.getTextsList().forEach(text -> seatOfCall.put(text.getCallId(), seatId));
    if (picture.hasAccompanied()) {
      companionOfCall.put(picture.getAccompanied().getCallId(), seatId);
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
                here.floor().call(seat.getAccompanies()).ifPresent(picture::setAccompanied);
                seat.getTextsList()
                    .forEach(text -> here.floor().call(text).ifPresent(picture::addTexts));
              });
      picture.setWaiting(here.floor().waiting());
    }
    return picture.build();
  }

  /** The seat that stays on the line of the fact's call, empty when none does. */
  private String companionOf(FloorEvent event) {
    String callId = Subjects.callOf(event);
    if (event.hasCallTransferred()) {
      String stays = event.getCallTransferred().getCall().getCompanion();
      if (!stays.isEmpty()) {
        companionOfCall.put(callId, stays);
      }
    } else if (event.hasCompanionLeft()) {
      companionOfCall.remove(callId, event.getCompanionLeft().getSeatId());
      return event.getCompanionLeft().getSeatId();
    } else if (event.hasCallAccepted()) {
      companionOfCall.remove(callId, event.getCallAccepted().getSeatId());
    }
    return companionOfCall.getOrDefault(callId, "");
  }

  /**
   * The seat a fact concerns, empty when none. Where the fact names one, its own word counts: whose
   * the call is afterwards may be known already, from a look that ran behind the fact and before it
   * was told.
   */
  private String seatOf(FloorEvent event) {
    String callId = Subjects.callOf(event);
    String known = seatOfCall.getOrDefault(callId, "");
    if (event.hasCompanionLeft()) {
      return known;
    }
    String named = Subjects.seatOf(event, Call.newBuilder().setSeatId(known).build());
    if (event.hasCallOffered()) {
      seatOfCall.put(callId, named);
    } else if (TAKES_THE_CALL.contains(event.getEventCase())) {
      seatOfCall.remove(callId);
    }
    return named.isEmpty() ? known : named;
  }
}
