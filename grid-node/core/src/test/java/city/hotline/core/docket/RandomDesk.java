package city.hotline.core.docket;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Asks a docket anything, legal or not, always the same for the same seed. */
final class RandomDesk {

  private static final List<String> CLASSES =
      List.of(
          DocketDesk.WATER_CUT,
          DocketDesk.FALLING_PLASTER,
          DocketDesk.RUBBISH,
          DocketDesk.UNLAWFUL_BUILDING,
          DocketDesk.INQUIRY);
  private static final List<String> UNITS =
      List.of(DocketDesk.STREET, DocketDesk.STREET, DocketDesk.DISTRICT, "110105002", "");

  private final Random random;
  private final DocketDesk desk;
  private int opened;

  RandomDesk(long seed, DocketDesk desk) {
    this.random = new Random(seed);
    this.desk = desk;
  }

  /** Mostly minutes, at times hours, seldom weeks, often none. */
  long passingMs() {
    return switch (random.nextInt(40)) {
      case 0 -> random.nextLong(20L * 24 * 3_600_000);
      case 1, 2, 3 -> random.nextLong(12L * 3_600_000);
      case 4, 5, 6, 7, 8, 9 -> 0;
      default -> random.nextLong(60_000);
    };
  }

  boolean happens(int outOf) {
    return random.nextInt(outOf) == 0;
  }

  DocketCommand next() {
    if (happens(6)) {
      return happens(2) ? attachment(happens(2) ? id() : busiest()) : claiming(id());
    }
    if (happens(3)) {
      return sensible(attended());
    }
    return switch (random.nextInt(45)) {
      case 0, 1, 2, 3 -> DocketDesk.open(happens(8) ? id() : newId(), draft());
      case 4, 5, 6, 7 -> sensible(attended());
      case 8, 9, 10, 11 -> DocketDesk.reply(id(), unit(), happens(20) ? "" : "已处理");
      case 12, 13 -> DocketDesk.sendBack(id(), unit(), happens(20) ? "" : "不属于本单位");
      case 14, 15, 16, 17 -> DocketDesk.answers(id(), answers());
      case 18 -> DocketDesk.tick();
      case 19 -> DocketDesk.sign(id(), unit());
      case 20 -> DocketDesk.contact(id(), unit());
      case 21 -> DocketDesk.askTime(id(), unit(), happens(9) ? 721 : 1 + random.nextInt(72));
      case 22 -> DocketDesk.askPending(id(), unit(), happens(9) ? 0 : 1 + random.nextInt(60));
      case 23 -> DocketDesk.endPending(id(), unit());
      case 24 -> DocketDesk.grant(id(), unit());
      case 25, 26, 27, 28, 29 -> sensible(attended());
      case 30 -> DocketDesk.askHelp(id(), unit(), helper());
      case 31, 32, 33 -> DocketDesk.finishPart(id(), helper());
      case 36 -> DocketDesk.merge(id(), unit(), id());
      case 37 -> DocketDesk.split(id(), unit());
      case 38 -> DocketDesk.reclassify(id(), CLASSES.get(random.nextInt(CLASSES.size())));
      case 39, 40 -> DocketDesk.attempt(id(), AttemptOutcome.forNumber(random.nextInt(5)));
      case 41, 42 -> sensible(attended());
      case 44 ->
          TwoVersions.migrate(id(), happens(9) ? "nowhere" : happens(3) ? TwoVersions.SECOND : "");
      case 34 -> DocketDesk.urge(id(), happens(9) ? "" : "还没有解决");
      default -> happens(4) ? DocketCommand.getDefaultInstance() : DocketDesk.tick();
    };
  }

  private DocketCommand claiming(String id) {
    String by = List.of("li", "wang", happens(9) ? "" : "robot").get(random.nextInt(3));
    return switch (random.nextInt(3)) {
      case 0 -> DocketDesk.release(id, by);
      case 1 -> DocketDesk.claimByRobot(id, by);
      default -> DocketDesk.claim(id, by);
    };
  }

  /** An open order with as many attachments as any has, so that one has too many at last. */
  private String busiest() {
    return desk.open().stream()
        .max(Comparator.comparingInt(Order::getAttachmentsCount))
        .map(Order::getOrderId)
        .orElse("");
  }

  private DocketCommand attachment(String id) {
    String unit = desk.docket.order(id).map(Order::getUnit).orElse("");
    return DocketDesk.attach(
        id, happens(6) ? unit() : unit, DocketDesk.attachment(happens(9) ? "" : "a.jpg"));
  }

  /** Rather often one that is listed as pending or claimed, as few are and not for long. */
  private String attended() {
    return switch (random.nextInt(4)) {
      case 0 -> first(order -> order.getState() == OrderState.ORDER_STATE_PENDING_LISTED);
      case 1 -> first(order -> order.getClaim().getUntilMs() > desk.nowMs());
      default -> id();
    };
  }

  private String first(Predicate<Order> like) {
    return desk.open().stream().filter(like).findFirst().map(Order::getOrderId).orElseGet(this::id);
  }

  private static DocketCommand toTheOtherVersion(Order order) {
    return TwoVersions.migrate(
        order.getOrderId(), order.getDraft().getDirectory().isEmpty() ? TwoVersions.SECOND : "");
  }

  /** What others than its unit do with an order. */
  private DocketCommand besides(Order order) {
    String id = order.getOrderId();
    return switch (random.nextInt(5)) {
      case 0, 1 -> DocketDesk.merge(id, order.getUnit(), id());
      case 2 -> DocketDesk.reclassify(id, CLASSES.get(random.nextInt(CLASSES.size())));
      default -> toTheOtherVersion(order);
    };
  }

  /** What somebody would do next who knows the order. */
  private DocketCommand sensible(String id) {
    Order order = desk.docket.order(id).orElse(Order.getDefaultInstance());
    String unit = order.getUnit();
    if (!unit.isEmpty() && happens(7)) {
      return besides(order);
    }
    List<String> awaited =
        order.getCoHandlersList().stream()
            .filter(each -> !each.getDone())
            .map(CoHandler::getUnit)
            .toList();
    boolean still =
        order.getState() == OrderState.ORDER_STATE_PENDING_LISTED
            || order.getState() == OrderState.ORDER_STATE_MERGED;
    if (!awaited.isEmpty() && happens(still ? 2 : 6)) {
      return DocketDesk.finishPart(id, awaited.get(0));
    }
    if (order.hasAppeal() && !happens(4)) {
      String to = List.of("", "M012", "110105002", "M999", unit).get(random.nextInt(5));
      return DocketDesk.decision(
          id,
          order.getAppeal().getDecider(),
          random.nextBoolean(),
          happens(20) ? "" : "按规定",
          order.getState() == OrderState.ORDER_STATE_RETURN_REQUESTED ? to : "");
    }
    return switch (order.getState()) {
      case ORDER_STATE_DISPATCHED ->
          happens(3) ? DocketDesk.sendBack(id, unit) : DocketDesk.sign(id, unit);
      case ORDER_STATE_RETURN_REQUESTED ->
          happens(2) ? DocketDesk.urge(id, "还没有解决") : DocketDesk.sign(id, unit);
      case ORDER_STATE_SIGNED ->
          happens(4)
              ? DocketDesk.askHelp(id, unit, helper())
              : happens(4) ? DocketDesk.askTime(id, unit, 24) : DocketDesk.contact(id, unit);
      case ORDER_STATE_IN_HAND ->
          switch (random.nextInt(5)) {
            case 0 -> DocketDesk.askTime(id, unit, 24);
            case 1, 2 -> DocketDesk.askPending(id, unit, 1 + random.nextInt(60));
            case 3 -> DocketDesk.askHelp(id, unit, helper());
            default -> DocketDesk.reply(id, unit, "已处理");
          };
      case ORDER_STATE_PENDING_LISTED ->
          switch (random.nextInt(8)) {
            case 0 -> DocketDesk.reclassify(id, CLASSES.get(random.nextInt(CLASSES.size())));
            case 1, 2, 3, 4 -> attachment(id);
            case 5, 6 -> DocketDesk.urge(id, "还没有解决");
            default -> DocketDesk.endPending(id, unit);
          };
      case ORDER_STATE_MERGED ->
          happens(3) ? DocketDesk.split(id, unit) : sensible(order.getParentId());
      case ORDER_STATE_FOLLOW_UP ->
          order.hasClaim() && happens(3)
              ? DocketDesk.release(id, order.getClaim().getBy())
              : calling(order);
      default -> DocketDesk.answers(id, answers());
    };
  }

  private DocketCommand calling(Order order) {
    String id = order.getOrderId();
    if (order.getForPerson() && happens(3)) {
      return DocketDesk.claimByRobot(id, order.hasClaim() ? order.getClaim().getBy() : "robot");
    }
    if (order.getForPerson() && happens(2)) {
      return DocketDesk.attempt(id, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER);
    }
    if (order.getAttempts() > 2 && happens(4)) {
      return DocketDesk.attempt(id, AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER);
    }
    return switch (random.nextInt(6)) {
      case 0 -> claiming(id);
      case 1, 2, 3 ->
          DocketDesk.attempt(
              id,
              happens(3)
                  ? AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER
                  : AttemptOutcome.ATTEMPT_OUTCOME_NO_ANSWER);
      default -> DocketDesk.answers(id, answers());
    };
  }

  private String helper() {
    return List.of("M009", "M009", "M001", DocketDesk.DISTRICT, "110105002", "M999")
        .get(random.nextInt(6));
  }

  private String newId() {
    return "110105001-110105-" + ++opened;
  }

  /** One of the latest orders, so that most of them get far; sometimes one that never was. */
  private String id() {
    return "110105001-110105-" + Math.max(0, opened - random.nextInt(12));
  }

  private String unit() {
    return UNITS.get(random.nextInt(UNITS.size()));
  }

  private OrderDraft draft() {
    OrderDraft.Builder draft = desk.draft(CLASSES.get(random.nextInt(CLASSES.size()))).toBuilder();
    switch (random.nextInt(30)) {
      case 0 -> draft.setClassCode("999999");
      case 1 -> draft.setStreet("110105002");
      case 2 -> draft.setCommunity("110101001001");
      case 3 -> draft.setCommunity(DocketDesk.COMMUNITY);
      default -> {}
    }
    return draft.build();
  }

  private Answers answers() {
    Answers.Builder answers = Answers.newBuilder().setUnreachable(happens(8));
    if (!answers.getUnreachable() || happens(10)) {
      answers
          .setResponded(random.nextBoolean())
          .setResolutionValue(random.nextInt(happens(10) ? 5 : 3) + 1)
          .setSatisfactionValue(random.nextInt(happens(10) ? 7 : 5) + 1);
    }
    return answers.build();
  }
}
