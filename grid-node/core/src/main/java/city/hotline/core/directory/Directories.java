package city.hotline.core.directory;

import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.DirectoryLoaded;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.shard.v1.Moment;
import org.jspecify.annotations.Nullable;

/**
 * All versions of the directory that are known here: one of them holds for what is new, others for
 * what goes by them still. Whoever decides asks; applying never does, so that copies which learn of
 * a version at different times are equal. Places and dockets are the same in all of them.
 */
public interface Directories {

  /** The name of the version that is built in. */
  String BUILT_IN = "";

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

  /** The version of the name; null where it is not known here, or not yet. */
  @Nullable Directory named(String name);

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
