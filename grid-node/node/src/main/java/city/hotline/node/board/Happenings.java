package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Opener;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.wallboard.v1.TickerItem;
import city.hotline.proto.wallboard.v1.TickerKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The newest happenings of this node's shards, for the wall's ticker; bounded, older ones are
 * dropped. Thread-safe.
 */
public final class Happenings implements Feeds.Tap {
  private static final int MOST = 20;

  private static final Set<FloorEvent.EventCase> ON_FLOORS =
      EnumSet.of(
          FloorEvent.EventCase.CALL_QUEUED,
          FloorEvent.EventCase.CALL_ACCEPTED,
          FloorEvent.EventCase.CALL_ABANDONED);
  private static final Set<DocketEvent.EventCase> IN_DOCKETS =
      EnumSet.of(
          DocketEvent.EventCase.ORDER_OPENED,
          DocketEvent.EventCase.ORDER_REPLIED,
          DocketEvent.EventCase.ORDER_CLOSED,
          DocketEvent.EventCase.ORDER_REOPENED);

  private final ArrayDeque<Record> newest = new ArrayDeque<>();
  private final Directory directory;
  private final Opener citizens;

  /** Names places from the directory, and opens callers to show a part of their numbers. */
  public Happenings(Directory directory, Opener citizens) {
    this.directory = directory;
    this.citizens = citizens;
  }

  /** Keeps the newest records only; they are put into words when they are taken. */
  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    for (int i = Math.max(0, records.size() - MOST); i < records.size(); i++) {
      Record record = records.get(i).record();
      if (isHappening(record)) {
        synchronized (newest) {
          newest.add(record);
          if (newest.size() > MOST) {
            newest.remove();
          }
        }
      }
    }
  }

  private static boolean isHappening(Record record) {
    for (FloorEvent event : record.getFloor().getEventsList()) {
      if (ON_FLOORS.contains(event.getEventCase())) {
        return true;
      }
    }
    for (DocketEvent event : record.getDocket().getEventsList()) {
      if (IN_DOCKETS.contains(event.getEventCase())) {
        return true;
      }
    }
    return false;
  }

  private void tell(Record record, List<TickerItem> told) {
    for (FloorEvent event : record.getFloor().getEventsList()) {
      tell(record, ofFloor(event), told);
    }
    for (DocketEvent event : record.getDocket().getEventsList()) {
      tell(record, ofDocket(event), told);
    }
  }

  private void tell(Record record, TickerItem.Builder item, List<TickerItem> told) {
    if (item.getKind() == TickerKind.TICKER_KIND_UNSPECIFIED) {
      return;
    }
    String docket = record.getShard().getDocket();
    if (!docket.isEmpty()) {
      item.setPlace(directory.place(docket).map(p -> p.getName()).orElse(""));
    }
    told.add(
        item.setTime(record.getMoment().getTime())
            .setDistrict(record.getShard().getDistrict())
            .build());
  }

  private TickerItem.Builder ofFloor(FloorEvent event) {
    TickerItem.Builder item = TickerItem.newBuilder();
    return switch (event.getEventCase()) {
      case CALL_QUEUED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_QUEUED)
              .setSubject(event.getCallQueued().getCall().getCallId())
              .setMaskedPhone(maskedPhone(event.getCallQueued().getCall()));
      case CALL_ACCEPTED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_ANSWERED)
              .setSubject(event.getCallAccepted().getCallId())
              .setWaitedSeconds(event.getCallAccepted().getWaitedMs() / 1000.0);
      case CALL_ABANDONED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_ABANDONED)
              .setSubject(event.getCallAbandoned().getCallId());
      case CALL_OFFERED,
          CALL_BOOSTED,
          CALL_RELAXED,
          WRAP_UP_EXTENDED,
          REFUSAL_LAPSED,
          SEAT_WANTED,
          COMPANION_LEFT,
          OFFER_MISSED,
          OFFER_REJECTED,
          OFFER_RESCINDED,
          CALL_HELD,
          CALL_RESUMED,
          CALL_ENDED,
          CALL_TRANSFERRED,
          CALLBACK_ASKED,
          CALLBACK_DIALLED,
          CALLBACK_UNANSWERED,
          CALLBACK_RESTED,
          CALL_WRAPPED_UP,
          CALL_FLOWED_OUT,
          CALL_FAILED,
          SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          SEAT_LENT,
          SEAT_JOINED,
          SEAT_ASKED_BACK,
          SEAT_RECALLED,
          SEAT_RETURNED,
          SEAT_CAME_HOME,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          VOTERS_CHANGED,
          DIRECTORY_LOADED,
          QUEUE_CHANGED,
          QUEUE_PLANNED,
          ALERT_ACKNOWLEDGED,
          EVENT_NOT_SET ->
          item;
    };
  }

  private String maskedPhone(Call call) {
    return masked(citizens.open(call.getCaller()).message().getPhone());
  }

  private static TickerItem.Builder ofDocket(DocketEvent event) {
    TickerItem.Builder item = TickerItem.newBuilder();
    return switch (event.getEventCase()) {
      case ORDER_OPENED ->
          item.setKind(TickerKind.TICKER_KIND_ORDER_OPENED)
              .setSubject(event.getOrderOpened().getOrderId());
      case ORDER_REPLIED ->
          item.setKind(TickerKind.TICKER_KIND_ORDER_REPLIED)
              .setSubject(event.getOrderReplied().getOrderId());
      case ORDER_CLOSED ->
          item.setKind(TickerKind.TICKER_KIND_ORDER_CLOSED)
              .setSubject(event.getOrderClosed().getOrderId());
      case ORDER_REOPENED ->
          item.setKind(TickerKind.TICKER_KIND_ORDER_REOPENED)
              .setSubject(event.getOrderReopened().getOrderId());
      case ORDER_CLASSIFIED,
          ORDER_DISPATCHED,
          ORDER_SIGNED,
          FOLLOW_UP_DUE,
          ORDER_RETURNED,
          ANSWERS_RECORDED,
          ORDER_OVERDUE,
          CITIZEN_CONTACTED,
          CLOCK_WARNED,
          RETURN_REQUESTED,
          RETURN_DENIED,
          EXTENSION_ASKED,
          EXTENSION_GRANTED,
          EXTENSION_DENIED,
          PENDING_ASKED,
          PENDING_LISTED,
          PENDING_DENIED,
          PENDING_ENDED,
          CO_HANDLER_ASKED,
          PART_FINISHED,
          ORDER_URGED,
          ORDER_MERGED,
          ORDER_SPLIT,
          PARENT_REPLIED,
          ORDER_RECLASSIFIED,
          ORDER_MIGRATED,
          FOLLOW_UP_ATTEMPTED,
          FOLLOW_UP_CLAIMED,
          FOLLOW_UP_RELEASED,
          APPEAL_ESCALATED,
          REFERENCE_ATTACHED,
          MONTH_CLOSED,
          EVENT_NOT_SET ->
          item;
    };
  }

  /** A number with its middle hidden: 138****5678; short ones are hidden whole. */
  static String masked(String phone) {
    int length = phone.length();
    if (length == 0) {
      return "";
    }
    return length < 8
        ? "*".repeat(length)
        : phone.substring(0, 3) + "*".repeat(length - 7) + phone.substring(length - 4);
  }

  /** The happenings since the last call, oldest first. */
  List<TickerItem> take() {
    List<Record> taken;
    synchronized (newest) {
      taken = new ArrayList<>(newest);
      newest.clear();
    }
    List<TickerItem> told = new ArrayList<>();
    taken.forEach(r -> tell(r, told));
    return told;
  }
}
