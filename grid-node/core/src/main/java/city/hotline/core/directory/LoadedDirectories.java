package city.hotline.core.directory;

import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set of versions, unpacked and read. Immutable: any thread may read it. */
public final class LoadedDirectories implements Directories {
  private final Directory builtIn;
  private final DirectorySet set;
  private final Map<String, Directory> byName;
  private final Map<String, String> unreadable;

  private LoadedDirectories(
      Directory builtIn,
      DirectorySet set,
      Map<String, Directory> byName,
      Map<String, String> unreadable) {
    this.builtIn = builtIn;
    this.set = set;
    this.byName = Map.copyOf(byName);
    this.unreadable = Map.copyOf(unreadable);
  }

  /** The built-in one alone. */
  public static LoadedDirectories none(Directory builtIn) {
    return new LoadedDirectories(builtIn, DirectorySet.getDefaultInstance(), Map.of(), Map.of());
  }

  /**
   * These instead, which were checked when they were loaded. What is known already is not read once
   * more; reading one takes some 100 ms. One that another version of the program took and this one
   * cannot read is as if it were forgotten.
   */
  public LoadedDirectories with(DirectorySet next) {
    Map<String, Directory> read = new HashMap<>();
    Map<String, String> broken = new HashMap<>();
    for (DirectoryVersion version : next.getVersionsList()) {
      Directory known = sameFiles(version.getDigest());
      try {
        read.put(
            version.getName(),
            known == null ? DirectoryPack.unpacked(version.getPacked()).directory() : known);
      } catch (BrokenDirectory e) {
        broken.put(version.getName(), String.valueOf(e.getMessage()));
      }
    }
    return new LoadedDirectories(builtIn, next, read, broken);
  }

  /** By its files, not by its name: one that was lost with its voters may be given once more. */
  private @Nullable Directory sameFiles(String digest) {
    for (DirectoryVersion version : set.getVersionsList()) {
      if (version.getDigest().equals(digest)) {
        return byName.get(version.getName());
      }
    }
    return null;
  }

  /** Why a version cannot be read, by its name. */
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /** The names of all, as they were loaded. */
  public List<String> names() {
    return set.getVersionsList().stream().map(DirectoryVersion::getName).toList();
  }

  /** All that can be read, the one that was loaded last first, the built-in one last. */
  public List<Directory> newestFirst() {
    List<Directory> all = new ArrayList<>(List.of(builtIn));
    for (String name : names()) {
      Directory read = byName.get(name);
      if (read != null) {
        all.add(0, read);
      }
    }
    return all;
  }

  /** What they were made of. */
  public DirectorySet set() {
    return set;
  }

  @Override
  public Directory builtIn() {
    return builtIn;
  }

  @Override
  public Version at(long momentMs) {
    DirectoryVersion holds = Directories.holding(set, momentMs);
    Directory read = holds == null ? null : byName.get(holds.getName());
    return holds == null || read == null
        ? new Version(BUILT_IN, builtIn)
        : new Version(holds.getName(), read);
  }

  @Override
  public @Nullable Directory named(String name) {
    return name.equals(BUILT_IN) ? builtIn : byName.get(name);
  }

  @Override
  public boolean isGone(String name) {
    return Directories.hasHad(set, name) && !byName.containsKey(name);
  }
}
