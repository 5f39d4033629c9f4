package city.hotline.simulator;

import city.hotline.core.docket.Docket;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Units, those above them, citizens and those who ask them: mostly sensible, sometimes not. */
final class DocketPeople {
  static final String DISTRICT = "110105";
  static final String STREET = "110105001";
  private static final String ELSEWHERE = "110105002";
  private static final String CITY = "110000";
  private static final int MOST_OPEN = 120;

  /** Of each limit, led by the street or by a department, one of them an inquiry. */
  private static final List<String> CLASSES =
      List.of("030205", "030105", "010101", "010301", "010109", "060101", "040401");

  private static final List<String> HELPERS = List.of("M009", "M009", "M001", DISTRICT, "M016");

  private static final List<String> DESKS = List.of("li", "wang", "robot");

  private final SplittableRandom random;
  private final List<String> open = new ArrayList<>();
  private int opened;
  private int toAttach;
  private String attachedTo = "";
  private String claimed = "";

  DocketPeople(SplittableRandom random) {
    this.random = random;
  }

  void heard(DocketEvent event) {
    if (event.hasOrderOpened()) {
      open.add(event.getOrderOpened().getOrderId());
    } else if (event.hasOrderClosed()) {
      open.remove(event.getOrderClosed().getOrderId());
    } else if (event.hasFollowUpClaimed()) {
      claimed = event.getFollowUpClaimed().getOrderId();
    }
  }

  DocketCommand next(Docket docket) {
    if (toAttach > 0 || random.nextInt(1_000) == 0) {
      return attach(docket);
    }
    if (!claimed.isEmpty()) {
      return whileClaimed(docket);
    }
    int dice = random.nextInt(100);
    if (open.size() < 2 || (dice < 12 && open.size() < MOST_OPEN)) {
      return random.nextInt(8) == 0
          ? Dockets.report(draft(DISTRICT, STREET), random.nextInt(6) == 0 ? "" : "web")
          : Dockets.open(newId(), draft(DISTRICT, STREET));
    }
    Order order = attended(docket);
    if (dice < 16) {
      return Dockets.urge(id());
    }
    if (dice < 19) {
      return Dockets.reclassify(id(), random.nextInt(8) == 0 ? "999999" : any(CLASSES));
    }
    if (dice < 20) {
      return Dockets.migrate(id(), any(List.of("", Versions.OTHER, Versions.OTHER, "nowhere")));
    }
    if (dice < 24) {
      return Dockets.merge(order.getOrderId(), order.getUnit(), id());
    }
    return dice < 78 && !order.getOrderId().isEmpty() ? sensible(order) : anything(order);
  }

  /** A claim is over soon: somebody does something meanwhile, or it is forgotten. */
  private DocketCommand whileClaimed(Docket docket) {
    Order order = docket.order(claimed).orElse(Order.getDefaultInstance());
    if (random.nextInt(3) == 0) {
      claimed = "";
    }
    return order.hasClaim() ? followUp(order) : anything(order);
  }

  /** Any open order; rather often one in a state in which orders seldom are, or not for long. */
  private Order attended(Docket docket) {
    Order order = docket.order(id()).orElse(Order.getDefaultInstance());
    int looks = random.nextInt(3) == 0 ? 4 : 0;
    for (int i = 0; i < looks && !isSeldom(order.getState()); i++) {
      order = docket.order(id()).orElse(Order.getDefaultInstance());
    }
    return order;
  }

  private static boolean isSeldom(OrderState state) {
    return state == OrderState.ORDER_STATE_RETURN_REQUESTED
        || state == OrderState.ORDER_STATE_PENDING_LISTED;
  }

  /** Now and then a unit attaches more than an order can have. */
  private DocketCommand attach(Docket docket) {
    if (toAttach == 0) {
      toAttach = 22;
      attachedTo = id();
    }
    toAttach--;
    String unit = docket.order(attachedTo).map(Order::getUnit).orElse("");
    return Dockets.attach(attachedTo, unit, "a/" + toAttach);
  }

  /** Another class, or another version of the directory. */
  private DocketCommand otherRules(Order order) {
    return random.nextBoolean()
        ? Dockets.reclassify(order.getOrderId(), any(CLASSES))
        : Dockets.migrate(
            order.getOrderId(), order.getDraft().getDirectory().isEmpty() ? Versions.OTHER : "");
  }

  private DocketCommand whilePending(Order order) {
    String id = order.getOrderId();
    return switch (random.nextInt(6)) {
      case 0 -> Dockets.urge(id);
      case 1 -> otherRules(order);
      case 2 -> Dockets.attach(id, order.getUnit(), "a/b");
      default -> Dockets.endPending(id, order.getUnit());
    };
  }

  private DocketCommand sensible(Order order) {
    if (random.nextInt(24) == 0) {
      return Dockets.attach(order.getOrderId(), order.getUnit(), "a/b");
    }
    String id = order.getOrderId();
    String unit = order.getUnit();
    boolean returned = order.getState() == OrderState.ORDER_STATE_RETURN_REQUESTED;
    if (random.nextInt(returned ? 3 : 30) == 0) {
      return otherRules(order);
    }
    if (random.nextInt(4) == 0 || (returned && random.nextBoolean())) {
      List<CoHandler> awaited =
          order.getCoHandlersList().stream().filter(each -> !each.getDone()).toList();
      if (!awaited.isEmpty()) {
        return Dockets.finish(id, any(awaited).getUnit());
      }
    }
    if (order.hasAppeal() && random.nextInt(3) != 0) {
      String decider = order.getAppeal().getDecider();
      return Dockets.decide(id, decider, random.nextBoolean(), returned ? taker() : "");
    }
    return switch (order.getState()) {
      case ORDER_STATE_DISPATCHED ->
          random.nextInt(3) == 0 ? Dockets.giveBack(id, unit, "r") : Dockets.sign(id, unit);
      case ORDER_STATE_RETURN_REQUESTED ->
          switch (random.nextInt(4)) {
            case 0 -> Dockets.urge(id);
            case 1 -> Dockets.reclassify(id, any(CLASSES));
            case 2 -> Dockets.attach(id, unit, "a/b");
            default -> Dockets.sign(id, unit);
          };
      case ORDER_STATE_SIGNED ->
          switch (random.nextInt(6)) {
            case 0 -> Dockets.extend(id, unit, 1 + random.nextInt(100));
            case 1 -> Dockets.ask(id, unit, any(HELPERS));
            case 2 -> Dockets.reply(id, unit, "t");
            default -> Dockets.contact(id, unit);
          };
      case ORDER_STATE_IN_HAND ->
          switch (random.nextInt(6)) {
            case 0 -> Dockets.extend(id, unit, 1 + random.nextInt(100));
            case 1 -> Dockets.ask(id, unit, any(HELPERS));
            case 2, 3 -> Dockets.pend(id, unit, 1 + random.nextInt(20));
            default -> Dockets.reply(id, unit, "t");
          };
      case ORDER_STATE_PENDING_LISTED -> whilePending(order);
      case ORDER_STATE_MERGED ->
          switch (random.nextInt(4)) {
            case 0 -> Dockets.split(id, unit);
            case 1 -> Dockets.urge(id);
            default -> next(order.getParentId());
          };
      default -> followUp(order);
    };
  }

  /** Whoever has claimed the order goes on; else somebody claims it, or calls at once. */
  private DocketCommand followUp(Order order) {
    String id = order.getOrderId();
    String by = order.hasClaim() && random.nextInt(8) != 0 ? order.getClaim().getBy() : desk();
    return switch (random.nextInt(9)) {
      case 0, 1 -> Dockets.attempt(id, 1 + random.nextInt(4), by);
      case 2, 3, 4 -> Dockets.claim(id, by, by.equals("robot"));
      case 5 -> Dockets.release(id, by);
      default -> Dockets.answer(id, answers(order.getAttempts() > 2), by);
    };
  }

  private String desk() {
    return any(DESKS);
  }

  /** What brings a parent to its reply. */
  private DocketCommand next(String id) {
    return open.contains(id) ? Dockets.sign(id, STREET) : Dockets.tick();
  }

  /** Any command about any order, by anybody, with whatever in its fields. */
  private DocketCommand anything(Order known) {
    String id = random.nextInt(3) == 0 ? anyId() : known.getOrderId();
    String unit =
        random.nextInt(3) == 0 ? any(List.of(STREET, DISTRICT, CITY, "M009")) : known.getUnit();
    return switch (random.nextInt(24)) {
      case 0 -> Dockets.sign(id, unit);
      case 1 -> Dockets.contact(id, unit);
      case 2 -> Dockets.reply(id, unit, random.nextBoolean() ? "" : "t");
      case 3 -> Dockets.giveBack(id, unit, random.nextInt(4) == 0 ? "" : "r");
      case 4 -> Dockets.extend(id, unit, random.nextInt(800));
      case 5 -> Dockets.pend(id, unit, random.nextInt(400));
      case 6 -> Dockets.endPending(id, unit);
      case 7, 8 -> Dockets.decide(id, unit, true, taker());
      case 9 -> Dockets.ask(id, unit, taker());
      case 10 -> Dockets.finish(id, unit);
      case 11 ->
          Dockets.answer(
              id, random.nextBoolean() ? answers(random.nextBoolean()) : wrongAnswers(), desk());
      case 12, 13 ->
          Dockets.open(random.nextBoolean() ? known.getOrderId() : newId(), wrongDraft());
      case 14 -> Dockets.open(known.getOrderId(), draft(DISTRICT, STREET));
      case 15 -> DocketCommand.getDefaultInstance();
      case 16 -> Dockets.merge(id, unit, anyId());
      case 17 -> Dockets.split(id, unit);
      case 18 -> Dockets.attempt(id, random.nextInt(5), desk());
      case 20 -> Dockets.claim(id, random.nextInt(4) == 0 ? "" : desk(), random.nextBoolean());
      case 21 -> Dockets.release(id, desk());
      case 22 -> Dockets.attach(id, unit, random.nextBoolean() ? "http://a" : "a");
      case 19 -> Dockets.reclassify(id, any(CLASSES));
      default -> Dockets.tick();
    };
  }

  private String newId() {
    return STREET + "-" + DISTRICT + "-" + ++opened;
  }

  private String id() {
    return open.isEmpty() ? anyId() : any(open);
  }

  /** One that may be over, or never was. */
  private String anyId() {
    return STREET + "-" + DISTRICT + "-" + random.nextInt(opened + 2);
  }

  private String taker() {
    return any(
        List.of(
            "", "", STREET, DISTRICT, "M009", "M016", "E016", ELSEWHERE, ELSEWHERE, "M999", CITY));
  }

  private OrderDraft draft(String district, String street) {
    return OrderDraft.newBuilder()
        .setClassCode(any(CLASSES))
        .setDistrict(district)
        .setStreet(street)
        .build();
  }

  private OrderDraft wrongDraft() {
    return switch (random.nextInt(3)) {
      case 0 -> draft(DISTRICT, ELSEWHERE);
      case 1 -> draft(DISTRICT, STREET).toBuilder().setClassCode("999999").build();
      default -> draft(DISTRICT, STREET).toBuilder().setCommunity("110101001001").build();
    };
  }

  private Answers answers(boolean givenUp) {
    if (random.nextInt(givenUp ? 2 : 16) == 0) {
      return Answers.newBuilder().setUnreachable(true).build();
    }
    return Answers.newBuilder()
        .setResponded(random.nextBoolean())
        .setResolutionValue(random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3))
        .setSatisfactionValue(1 + random.nextInt(5))
        .build();
  }

  private Answers wrongAnswers() {
    return Answers.newBuilder().setUnreachable(random.nextBoolean()).setResponded(true).build();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
