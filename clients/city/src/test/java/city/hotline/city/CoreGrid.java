package city.hotline.city;

import city.hotline.core.directory.Directory;
import city.hotline.core.docket.Docket;
import city.hotline.core.floor.Floor;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.floor.v1.Tick;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The real floors and dockets of a whole city behind one lock: what a grid decides, without
 * members, journal or copies. It remembers each request for good and can lose answers.
 */
final class CoreGrid {

  /** One accepted docket command, as a watch of orders tells it. */
  record Change(String district, String docket, long sequence, List<DocketEvent> events) {}

  final Directory directory = Directory.beijing();
  final List<Change> history = new ArrayList<>();
  private final Map<String, Floor> floors = new TreeMap<>();
  private final Map<String, Docket> dockets = new TreeMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Reply> remembered = new HashMap<>();
  private ClockAnchor clock = ClockAnchor.newBuilder().setReal(true).build();
  private long lastMs;
  int repeats;

  CoreGrid() {
    for (var district : directory.districts()) {
      floors.put(district.getCode(), Floor.founded(district.getCode(), directory, moment()));
    }
  }

  synchronized ClockAnchor clock() {
    return clock;
  }

  synchronized void setClock(ClockAnchor anchor) {
    clock = anchor.toBuilder().setAnchoredAt(Times.timestamp(System.currentTimeMillis())).build();
    lastMs = 0;
  }

  synchronized long nowMs() {
    long real = System.currentTimeMillis();
    long now =
        clock.getReal()
            ? real
            : Times.millis(clock.getBase())
                + Math.round((real - Times.millis(clock.getAnchoredAt())) * clock.getSpeed());
    lastMs = Math.max(lastMs, now);
    return lastMs;
  }

  Floor floor(String district) {
    Floor floor = floors.get(district);
    if (floor == null) {
      throw new Refused(Refusal.REFUSAL_UNKNOWN_DISTRICT, "Choose a district.");
    }
    return floor;
  }

  synchronized Reply ask(String district, RequestId id, FloorCommand command) {
    Reply known = known(id);
    return known != null ? known : remember(id, decide(district, command));
  }

  synchronized Reply ask(String docket, RequestId id, DocketCommand command) {
    Reply known = known(id);
    return known != null ? known : remember(id, decide(docket, command));
  }

  /** Carries out what is due; true when something was. */
  synchronized boolean tick() {
    long now = nowMs();
    boolean any = false;
    for (var entry : floors.entrySet()) {
      while (entry.getValue().nextDeadlineMs() <= now) {
        decide(
            entry.getKey(), FloorCommand.newBuilder().setTick(Tick.getDefaultInstance()).build());
        any = true;
      }
    }
    return any;
  }

  private Reply decide(String district, FloorCommand command) {
    Floor floor = floor(district);
    Moment moment = moment();
    Decision<FloorEvent> decision = floor.decide(command, moment);
    if (decision instanceof Decision.Refused<FloorEvent> refused) {
      throw new Refused(refused.reason(), refused.advice());
    }
    var accepted = (Decision.Accepted<FloorEvent>) decision;
    for (FloorEvent event : accepted.events()) {
      floor.apply(event, moment);
      if (event.hasOrderRequested()) {
        open(event.getOrderRequested());
      }
    }
    return accepted.reply();
  }

  private void open(OrderRequested requested) {
    decide(
        requested.getDocket(),
        DocketCommand.newBuilder()
            .setOpenOrder(
                OpenOrder.newBuilder()
                    .setOrderId(requested.getOrderId())
                    .setCallId(requested.getCallId())
                    .setDraft(requested.getDraft()))
            .build());
  }

  private Reply decide(String code, DocketCommand command) {
    Moment moment = moment();
    String district = code.substring(0, 6);
    Docket docket =
        dockets.computeIfAbsent(code, c -> Docket.founded(district, c, directory, moment));
    Decision<DocketEvent> decision = docket.decide(command, moment);
    if (decision instanceof Decision.Refused<DocketEvent> refused) {
      throw new Refused(refused.reason(), refused.advice());
    }
    var accepted = (Decision.Accepted<DocketEvent>) decision;
    accepted.events().forEach(event -> docket.apply(event, moment));
    history.add(
        new Change(district, code, sequences.merge(code, 1L, Long::sum), accepted.events()));
    return accepted.reply();
  }

  private @Nullable Reply known(RequestId id) {
    Reply known = remembered.get(id.getSession() + "/" + id.getCounter());
    repeats += known == null ? 0 : 1;
    return known;
  }

  private Reply remember(RequestId id, Reply reply) {
    remembered.put(id.getSession() + "/" + id.getCounter(), reply);
    return reply;
  }

  private Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs())).setSeed(lastMs).build();
  }

  synchronized CityFigures figures() {
    var calls = CallFigures.newBuilder();
    var orders = OrderFigures.newBuilder();
    var rates = RateFigures.newBuilder();
    var city = CityFigures.newBuilder();
    int waiting = 0;
    int violations = 0;
    for (Floor floor : floors.values()) {
      FloorFigures figures = floor.figures();
      add(calls, figures.getTotal());
      waiting += figures.getWaiting();
      violations += figures.getViolations();
    }
    for (Docket docket : dockets.values()) {
      DocketFigures figures = docket.figures();
      add(orders, figures.getTotal());
      add(rates, figures.getTotalRates());
      violations += figures.getViolations();
    }
    return city.setCalls(calls)
        .setWaitingNow(waiting)
        .setOrders(orders)
        .setRates(rates)
        .setViolations(violations)
        .build();
  }

  private static void add(Message.Builder sum, Message part) {
    for (Map.Entry<FieldDescriptor, Object> field : part.getAllFields().entrySet()) {
      if (!field.getKey().isRepeated()) {
        sum.setField(field.getKey(), (Long) sum.getField(field.getKey()) + (Long) field.getValue());
      }
    }
  }

  /** A rule of the core says no. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Refusal reason;

    Refused(Refusal reason, String advice) {
      super(advice);
      this.reason = reason;
    }
  }
}
