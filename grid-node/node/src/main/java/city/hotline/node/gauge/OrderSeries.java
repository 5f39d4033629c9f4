package city.hotline.node.gauge;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.Board;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Work orders and the three rates of the whole city by district: sums over the district's dockets,
 * divided only at the end. While a docket has not been heard of, its district has no sum.
 */
final class OrderSeries implements Series.Source {
  private static final Family ORDERS =
      Family.gauge(
          "hotline_orders",
          "Work orders by state. opened = dispatched + return_requested + signed + in_hand + pending +"
              + " merged + follow_up + closed.");
  private static final Family STEPS =
      Family.counter(
          "hotline_order_steps",
          "Steps that orders took since the grid was founded, each time counted: opened,"
              + " dispatched, signed, contacted, replied, return_asked, return_denied, returned,"
              + " extended, pending_listed, pending_ended, overdue (each clock), urged,"
              + " part_finished, merged, split, parent_replied, reclassified, migrated, attempted,"
              + " appeal_escalated, reopened, closed.");
  private static final Family FOLLOWED_UP =
      Family.counter("hotline_follow_ups", "Orders whose citizen answered the follow-up.");
  private static final Family UNREACHABLE =
      Family.counter("hotline_follow_ups_unreachable", "Orders whose citizen nobody reached.");
  private static final Family RATE =
      Family.gauge(
          "hotline_rate_ratio",
          "The three rates of the current month of the matters that lie in the district, whichever"
              + " unit replied: response = responded / followed up; resolution ="
              + " resolved / followed up among orders that ask for something; satisfaction ="
              + " satisfied / followed up. Absent while nothing was followed up.");
  private static final Family FAVOURABLE =
      Family.gauge(
          "hotline_rate_favourable",
          "Numerators of the three rates of the current month: to divide sums over districts.");
  private static final Family COUNTED =
      Family.gauge(
          "hotline_rate_counted",
          "Denominators of the three rates of the current month: to divide sums over districts.");

  private final Directory directory;
  private final Board board;

  OrderSeries(Directory directory, Board board) {
    this.directory = directory;
    this.board = board;
  }

  @Override
  public List<Family> families() {
    return List.of(ORDERS, STEPS, FOLLOWED_UP, UNREACHABLE, RATE, FAVOURABLE, COUNTED);
  }

  @Override
  public void addTo(Series series) {
    for (Place place : directory.districts()) {
      String district = place.getCode();
      dockets(district).ifPresent(dockets -> add(series, dockets, district));
    }
  }

  /** The figures of all of a district's dockets; empty unless all have been heard of. */
  private Optional<List<DocketFigures>> dockets(String district) {
    List<DocketFigures> found = new ArrayList<>();
    for (String docket : directory.docketsOf(district)) {
      var shard = board.figures(ShardId.docket(district, docket));
      if (shard.isEmpty()) {
        return Optional.empty();
      }
      found.add(shard.get().getDocket());
    }
    return Optional.of(found);
  }

  private static void add(Series series, List<DocketFigures> dockets, String district) {
    state(series, district, "dispatched", sum(dockets, DocketFigures::getDispatchedNow));
    state(series, district, "signed", sum(dockets, DocketFigures::getSignedNow));
    state(series, district, "return_requested", sum(dockets, DocketFigures::getReturnRequestedNow));
    state(series, district, "in_hand", sum(dockets, DocketFigures::getInHandNow));
    state(series, district, "pending", sum(dockets, DocketFigures::getPendingNow));
    state(series, district, "merged", sum(dockets, DocketFigures::getMergedNow));
    state(series, district, "follow_up", sum(dockets, DocketFigures::getFollowUpNow));
    state(series, district, "closed", sum(dockets, d -> d.getTotal().getClosed()));
    step(series, district, "opened", dockets, OrderFigures::getOpened);
    step(series, district, "dispatched", dockets, OrderFigures::getDispatched);
    step(series, district, "signed", dockets, OrderFigures::getSigned);
    step(series, district, "replied", dockets, OrderFigures::getReplied);
    step(series, district, "returned", dockets, OrderFigures::getReturned);
    step(series, district, "contacted", dockets, OrderFigures::getContacted);
    step(series, district, "return_asked", dockets, OrderFigures::getReturnsAsked);
    step(series, district, "return_denied", dockets, OrderFigures::getReturnsDenied);
    step(series, district, "extended", dockets, OrderFigures::getExtended);
    step(series, district, "pending_listed", dockets, OrderFigures::getPendingListed);
    step(series, district, "pending_ended", dockets, OrderFigures::getPendingEnded);
    step(series, district, "overdue", dockets, OrderFigures::getOverdue);
    step(series, district, "urged", dockets, OrderFigures::getUrged);
    step(series, district, "part_finished", dockets, OrderFigures::getPartsFinished);
    step(series, district, "merged", dockets, OrderFigures::getMerged);
    step(series, district, "split", dockets, OrderFigures::getSplit);
    step(series, district, "parent_replied", dockets, OrderFigures::getParentReplied);
    step(series, district, "reclassified", dockets, OrderFigures::getReclassified);
    step(series, district, "migrated", dockets, OrderFigures::getMigrated);
    step(series, district, "attempted", dockets, OrderFigures::getAttempts);
    step(series, district, "appeal_escalated", dockets, OrderFigures::getAppealsEscalated);
    step(series, district, "reopened", dockets, OrderFigures::getReopened);
    step(series, district, "closed", dockets, OrderFigures::getClosed);
    long followedUp = sum(dockets, d -> d.getTotalRates().getFollowedUp());
    series.add(FOLLOWED_UP, followedUp, "district", district);
    long unreachable = sum(dockets, d -> d.getTotalRates().getUnreachable());
    series.add(UNREACHABLE, unreachable, "district", district);
    long counted = month(dockets, RateFigures::getFollowedUp);
    rate(series, district, "response", month(dockets, RateFigures::getResponded), counted);
    rate(
        series,
        district,
        "resolution",
        month(dockets, RateFigures::getResolved),
        month(dockets, RateFigures::getAsking));
    rate(series, district, "satisfaction", month(dockets, RateFigures::getSatisfied), counted);
  }

  private static long sum(List<DocketFigures> dockets, ToLongFunction<DocketFigures> figure) {
    return dockets.stream().mapToLong(figure).sum();
  }

  private static long month(List<DocketFigures> dockets, ToLongFunction<RateFigures> figure) {
    return sum(dockets, d -> figure.applyAsLong(d.getMonthRates()));
  }

  private static void state(Series series, String district, String state, long orders) {
    series.add(ORDERS, orders, "district", district, "state", state);
  }

  private static void step(
      Series series,
      String district,
      String step,
      List<DocketFigures> dockets,
      ToLongFunction<OrderFigures> figure) {
    long steps = sum(dockets, d -> figure.applyAsLong(d.getTotal()));
    series.add(STEPS, steps, "district", district, "step", step);
  }

  private static void rate(
      Series series, String district, String rate, long favourable, long counted) {
    series.add(FAVOURABLE, favourable, "district", district, "rate", rate);
    series.add(COUNTED, counted, "district", district, "rate", rate);
    if (counted > 0) {
      series.add(RATE, (double) favourable / counted, "district", district, "rate", rate);
    }
  }
}
