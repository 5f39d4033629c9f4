package city.hotline.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.floor.Floor;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.OrderRequested;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Moment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The seat has its order number before the docket has the order: what a floor sends, the docket it
 * names must take, or an order would be lost between the two.
 */
class WhatTheFloorSendsTest {

  private static final String SEAT = "110105-S001";
  private static final String FIRE = "\uD83D\uDD25";

  private final Directory directory = Directory.beijing();
  private final Moment moment =
      Moment.newBuilder().setTime(Times.timestamp(1_795_482_000_000L)).build();
  private final Floor floor = Floor.founded("110105", directory, moment);
  private int taken;
  private int refusedByTheFloor;

  @Test
  void isTakenByTheDocketItNames() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("what the floor sends: repeat with -Dhotline.seed=" + seed);
    Random random = new Random(seed);
    floor(c -> c.setSignIn(SignIn.newBuilder().setSeatId(SEAT).setOperator("op")));
    for (int i = 0; i < 600; i++) {
      call(i, draft(random));
    }
    assertThat(taken).isPositive();
    assertThat(refusedByTheFloor).isPositive();
  }

  private void call(int number, OrderDraft draft) {
    floor(c -> c.setReportArrival(ReportArrival.newBuilder().setSwitchCallId("switch-" + number)));
    String call = floor.seat(SEAT).orElseThrow().getCallId();
    floor(c -> c.setAcceptCall(AcceptCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    floor(c -> c.setEndCall(EndCall.newBuilder().setSeatId(SEAT).setCallId(call)));
    WrapUpCall.Builder wrapUp =
        WrapUpCall.newBuilder()
            .setSeatId(SEAT)
            .setCallId(call)
            .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
            .setOrder(draft);
    List<FloorEvent> events = floor(c -> c.setWrapUpCall(wrapUp));
    if (events.isEmpty()) {
      refusedByTheFloor++;
      floor(
          c ->
              c.setWrapUpCall(
                  wrapUp
                      .clearOrder()
                      .setDisposition(Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT)));
      return;
    }
    open(events.get(0).getOrderRequested());
  }

  private void open(OrderRequested requested) {
    Docket docket =
        Docket.founded(requested.getDistrict(), requested.getDocket(), directory, moment);
    OpenOrder order =
        OpenOrder.newBuilder()
            .setOrderId(requested.getOrderId())
            .setCallId(requested.getCallId())
            .setDraft(requested.getDraft())
            .build();
    assertThat(docket.decide(DocketCommand.newBuilder().setOpenOrder(order).build(), moment))
        .isInstanceOf(Decision.Accepted.class);
    taken++;
  }

  private interface Asking {
    FloorCommand.Builder ask(FloorCommand.Builder command);
  }

  /** What happened; nothing where the floor refused. */
  private List<FloorEvent> floor(Asking asking) {
    Decision<FloorEvent> decision =
        floor.decide(asking.ask(FloorCommand.newBuilder()).build(), moment);
    if (decision instanceof Decision.Accepted<FloorEvent> accepted) {
      accepted.events().forEach(event -> floor.apply(event, moment));
      return accepted.events();
    }
    return List.of();
  }

  /** Around every bound, on both sides, seldom two at once. */
  private OrderDraft draft(Random random) {
    List<String> classes = directory.classes();
    return OrderDraft.newBuilder()
        .setClassCode(
            oneOf(random, classes.get(random.nextInt(classes.size())), "", "0101", "999999"))
        .setDistrict(oneOf(random, "110105", "110101", Directory.CITY, "", "110105001"))
        .setStreet(oneOf(random, "", "110105001", "110101001", "110105", "nowhere"))
        .setCommunity(oneOf(random, "", DocketDesk.COMMUNITY, "110101001001", "110105001"))
        .setText(oneOf(random, "", FIRE.repeat(4_000), FIRE.repeat(4_001), "热".repeat(4_001)))
        .setRequester(
            Requester.newBuilder()
                .setName(around(random, 100, 200))
                .setPhone(around(random, 32, 40))
                .setAddress(around(random, 400, 500)))
        .build();
  }

  /** The first in two of three cases. */
  private static String oneOf(Random random, String usual, String... others) {
    return random.nextInt(3) > 0 ? usual : others[random.nextInt(others.length)];
  }

  private static String around(Random random, int one, int other) {
    int length = (random.nextBoolean() ? one : other) + (random.nextInt(10) == 0 ? 1 : 0);
    return random.nextInt(3) > 0 ? "" : FIRE.repeat(length);
  }
}
