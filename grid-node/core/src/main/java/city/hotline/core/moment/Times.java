package city.hotline.core.moment;

import city.hotline.proto.shard.v1.Moment;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Conversions between protobuf timestamps and milliseconds since 1970, and the city's calendar
 * days.
 */
public final class Times {

  /** Days, months and evaluation periods are the city's (DESIGN D10). */
  public static final ZoneId CITY_ZONE = ZoneId.of("Asia/Shanghai");

  private Times() {}

  /** Milliseconds since 1970 of a moment. */
  public static long millis(Moment moment) {
    return millis(moment.getTime());
  }

  /** Milliseconds since 1970; sub-millisecond parts are dropped. */
  public static long millis(Timestamp timestamp) {
    return timestamp.getSeconds() * 1000 + timestamp.getNanos() / 1_000_000;
  }

  /** The timestamp of milliseconds since 1970. */
  public static Timestamp timestamp(long millis) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(millis, 1000L))
        .setNanos((int) Math.floorMod(millis, 1000L) * 1_000_000)
        .build();
  }

  /** The local day of the city at an instant. */
  public static LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(CITY_ZONE).toLocalDate();
  }

  /** When a local day of the city begins, milliseconds since 1970. */
  public static long startOf(LocalDate day) {
    return day.atStartOfDay(CITY_ZONE).toInstant().toEpochMilli();
  }
}
