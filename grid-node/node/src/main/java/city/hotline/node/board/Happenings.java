package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.wallboard.v1.TickerItem;
import city.hotline.proto.wallboard.v1.TickerKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest happenings of this node's shards, for the wall's ticker; bounded, older ones are
 * dropped. Thread-safe.
 */
public final class Happenings implements Feeds.Tap {
  private static final int MOST = 20;

  private final ArrayDeque<TickerItem> newest = new ArrayDeque<>();
  private final Directory directory;

  /** Names places from the directory. */
  public Happenings(Directory directory) {
    this.directory = directory;
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    for (JournaledRecord journaled : records) {
      Record record = journaled.record();
      for (FloorEvent event : record.getFloor().getEventsList()) {
        keep(shard, record, ofFloor(event));
      }
      for (DocketEvent event : record.getDocket().getEventsList()) {
        keep(shard, record, ofDocket(event));
      }
    }
  }

  private void keep(ShardId shard, Record record, TickerItem.Builder item) {
    if (item.getKind() == TickerKind.TICKER_KIND_UNSPECIFIED) {
      return;
    }
    if (!shard.isFloor()) {
      item.setPlace(directory.place(shard.docket()).map(p -> p.getName()).orElse(""));
    }
    TickerItem kept =
        item.setTime(record.getMoment().getTime()).setDistrict(shard.district()).build();
    synchronized (newest) {
      newest.add(kept);
      if (newest.size() > MOST) {
        newest.remove();
      }
    }
  }

  private static TickerItem.Builder ofFloor(FloorEvent event) {
    TickerItem.Builder item = TickerItem.newBuilder();
    return switch (event.getEventCase()) {
      case CALL_QUEUED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_QUEUED)
              .setSubject(event.getCallQueued().getCall().getCallId())
              .setMaskedPhone(masked(event.getCallQueued().getCall().getCaller().getPhone()));
      case CALL_ACCEPTED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_ANSWERED)
              .setSubject(event.getCallAccepted().getCallId())
              .setWaitedSeconds(event.getCallAccepted().getWaitedMs() / 1000.0);
      case CALL_ABANDONED ->
          item.setKind(TickerKind.TICKER_KIND_CALL_ABANDONED)
              .setSubject(event.getCallAbandoned().getCallId());
      case CALL_OFFERED,
          OFFER_MISSED,
          OFFER_REJECTED,
          OFFER_RESCINDED,
          CALL_HELD,
          CALL_RESUMED,
          CALL_ENDED,
          CALL_WRAPPED_UP,
          CALL_FLOWED_OUT,
          CALL_FAILED,
          SEAT_SIGNED_IN,
          SEAT_SIGNED_OUT,
          SEAT_PRESENCE_CHANGED,
          SEAT_FELL_SILENT,
          SEAT_CAME_BACK,
          ORDER_REQUESTED,
          DAY_CLOSED,
          CLOCK_ANCHORED,
          EVENT_NOT_SET ->
          item;
    };
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
    synchronized (newest) {
      List<TickerItem> taken = new ArrayList<>(newest);
      newest.clear();
      return taken;
    }
  }
}
