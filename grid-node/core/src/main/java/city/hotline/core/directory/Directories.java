package city.hotline.core.directory;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.DirectoryLoaded;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.shard.v1.Moment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All versions of the directory that are known here: one of them holds for what is new, others for
 * what goes by them still. Whoever decides asks; applying never does, so that copies which learn of
 * a version at different times are equal. Places and dockets are the same in all of them.
 */
public interface Directories {

  /** The name of the version that is built in. */
  String BUILT_IN = "";

  /** How all others are called: their day and the count of changes, "2026-12-01.3". */
  Pattern COUNTED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}\\.([1-9]\\d{0,17})");

  /**
   * One version.
   *
   * @param name {@link #BUILT_IN}, or as its {@code DirectoryVersion} says
   */
  record Version(String name, Directory directory) {}

  /** The version that is built in. */
  Directory builtIn();

  /** The version that what is new goes by, at milliseconds since 1970. */
  Version at(long momentMs);

  /** The version of the name; null where it is not known here, any more or yet. */
  @Nullable Directory named(String name);

  /** Whether there was a version of the name that was forgotten since, or cannot be read here. */
  boolean isGone(String name);

  /**
   * What goes by a version at a moment: by that one, or by the one that holds where it is gone;
   * null where nobody here has heard of it yet.
   */
  default @Nullable Version by(String name, Moment moment) {
    Directory known = named(name);
    if (known != null) {
      return new Version(name, known);
    }
    return isGone(name) ? at(moment) : null;
  }

  /**
   * Which of a set holds for what is new: of those that are valid, the one whose day is the latest,
   * and of the same day the one that was loaded last; null while it is the built-in one.
   */
  static @Nullable DirectoryVersion holding(DirectorySet set, long momentMs) {
    DirectoryVersion holds = null;
    for (DirectoryVersion version : set.getVersionsList()) {
      if (version.getValidFromMs() <= momentMs
          && (holds == null || version.getValidFromMs() >= holds.getValidFromMs())) {
        holds = version;
      }
    }
    return holds;
  }

  /** Whether a version of the name is or was in the set: it ends with the change that made it. */
  static boolean hasHad(DirectorySet set, String name) {
    Matcher counted = COUNTED.matcher(name);
    return counted.matches() && Long.parseLong(counted.group(1)) <= set.getRevision();
  }

  /** The set after a version was loaded. */
  static DirectorySet after(DirectorySet set, DirectoryLoaded event) {
    DirectorySet.Builder next = set.toBuilder().setRevision(set.getRevision() + 1).clearVersions();
    for (DirectoryVersion version : set.getVersionsList()) {
      if (!version.getName().equals(event.getForgotten())) {
        next.addVersions(version);
      }
    }
    return next.addVersions(event.getVersion()).build();
  }

  /** The version that what is new goes by. */
  default Version at(Moment moment) {
    return at(Times.millis(moment));
  }
}
