package city.hotline.cli;

import city.hotline.proto.wallboard.v1.AreaFigures;
import city.hotline.proto.wallboard.v1.NodeHealth;
import city.hotline.proto.wallboard.v1.Picture;
import city.hotline.proto.wallboard.v1.SeatsByState;
import city.hotline.proto.wallboard.v1.TickerItem;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A picture of the city as lines of text. A value that cannot be computed is "-". */
final class TopScreen {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
  private static final String ROW = "%-14s %7s %8s %8s %8s %8s %7s %7s %9s %7s %7s%n";

  String text(Picture picture) {
    var text = new StringBuilder();
    var cluster = picture.getCluster();
    long present = cluster.getNodesList().stream().filter(NodeHealth::getPresent).count();
    text.append(
        String.format(
            Locale.ROOT,
            "%s%s   nodes %d of %d   districts %d of %d   %s   data %.1f s old   violations %d%n%n",
            TIME.format(Json.instant(picture.getGridTime())),
            picture.getDemo() ? "  DEMO x" + Math.round(picture.getSpeed()) : "",
            present,
            cluster.getNodesCount(),
            cluster.getDistrictsServing(),
            cluster.getDistricts(),
            cluster.getDurability(),
            picture.getOldestAgeMs() / 1000,
            picture.getCity().getViolations()));
    text.append(
        String.format(
            ROW,
            "",
            "waiting",
            "longest",
            "offered",
            "answered",
            "abandon.",
            "SL 15s",
            "ASA",
            "seats",
            "busy",
            "orders"));
    row(text, picture.getCity());
    picture.getDistrictsList().forEach(area -> row(text, area));
    var rates = picture.getCity().getRates();
    text.append(
        String.format(
            Locale.ROOT,
            "%nthis month: %d followed up, response %s, resolution %s, satisfaction %s%n%n",
            rates.getFollowedUp(),
            percent(rates.hasResponse(), rates.getResponse()),
            percent(rates.hasResolution(), rates.getResolution()),
            percent(rates.hasSatisfaction(), rates.getSatisfaction())));
    picture.getTickerList().stream().limit(8).forEach(item -> ticker(text, item));
    return text.toString();
  }

  private static void row(StringBuilder text, AreaFigures area) {
    SeatsByState seats = area.getSeats();
    int busy = seats.getOnContact() + seats.getWrapping() + seats.getOffered();
    var orders = area.getOrders();
    text.append(
        String.format(
            Locale.ROOT,
            ROW,
            area.getNameEn().isEmpty() ? area.getCode() : area.getNameEn(),
            area.getWaiting(),
            seconds(area.hasLongestWaitSeconds(), area.getLongestWaitSeconds()),
            area.getOffered(),
            area.getAnswered(),
            area.getAbandonedShort() + area.getAbandonedLong(),
            percent(area.hasServiceLevel(), area.getServiceLevel()),
            seconds(area.hasAsaSeconds(), area.getAsaSeconds()),
            seats.getSignedIn() + (area.getServing() ? "" : "!"),
            percent(seats.getSignedIn() > 0, (double) busy / seats.getSignedIn()),
            orders.getDispatched() + orders.getSigned() + orders.getFollowUp()));
  }

  private static void ticker(StringBuilder text, TickerItem item) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %-15s %s %s %s%n",
            TIME.format(Json.instant(item.getTime())).substring(11),
            item.getKind().name().replace("TICKER_KIND_", "").toLowerCase(Locale.ROOT),
            item.getSubject(),
            item.getPlace(),
            item.getMaskedPhone()));
  }

  private static String percent(boolean known, double share) {
    return known ? String.format(Locale.ROOT, "%.1f%%", share * 100) : "-";
  }

  private static String seconds(boolean known, double value) {
    return known ? String.format(Locale.ROOT, "%.0f s", value) : "-";
  }
}
