package city.hotline.core.queue;

import city.hotline.core.directory.Directories;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.OpeningHours;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.shard.v1.Moment;
import java.time.LocalDate;

/** When callers are let into a queue. */
final class OpeningTimes {

  private static final long MINUTE_MS = 60_000;

  private OpeningTimes() {}

  /** Whether a caller of now is let in. */
  static boolean isOpen(QueueSettings settings, Directories directories, Moment moment) {
    if (!settings.hasOpening()) {
      return true;
    }
    OpeningHours hours = settings.getOpening();
    long nowMs = Times.millis(moment);
    LocalDate day = Times.day(nowMs);
    long minute = (nowMs - Times.startOf(day)) / MINUTE_MS;
    return hours.getFromMinute() <= minute
        && minute < hours.getToMinute()
        && (!hours.getWorkdaysOnly() || directories.at(nowMs).directory().calendar().isWorked(day));
  }
}
