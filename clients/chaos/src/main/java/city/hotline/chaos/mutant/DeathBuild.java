package city.hotline.chaos.mutant;

import city.hotline.chaos.Death;
import city.hotline.chaos.DeathPoint;
import city.hotline.chaos.FaultKind;
import city.hotline.chaos.mutant.Mutant.Change;
import java.util.List;

/**
 * The product as it is, but that it asks at each {@link DeathPoint} whether it dies there, and that
 * an hour of its journal lasts five seconds: each hour has a file.
 */
public final class DeathBuild {
  private static final String NODE = "grid-node/node/src/main/java/city/hotline/node/";

  private DeathBuild() {}

  /** No defect: nothing may be found. */
  public static Mutant all() {
    return new Mutant(
        "death points",
        FaultKind.POINT,
        List.of(
            after(
                DeathPoint.AFTER_APPEND,
                "replica/Replica.java",
                "    journal.append(ref, staged.get(0).record().getSequence(), entries);\n"),
            after(
                DeathPoint.BEFORE_BASE_SNAPSHOT,
                "replica/Replica.java",
                "    boolean[] installed = {false};\n"),
            after(
                DeathPoint.BEFORE_FORCE,
                "journal/Syncer.java",
                "    long begun = System.nanoTime();\n"),
            after(
                DeathPoint.BEFORE_CONFIRM,
                "epoch/Confirmer.java",
                "  public void confirm(String ownerId, ShardId shard, Position position) {\n"),
            after(
                DeathPoint.MID_ROLL,
                "journal/LiveJournal.java",
                "    Segment segment = tail.begin(next, nextPlace, syncer.forcedPlace());\n"),
            after(
                DeathPoint.MID_MIGRATION,
                "epoch/Keeper.java",
                "      LOG.info(\"{}: letting go, {}\", district, why);\n"),
            after(
                DeathPoint.MID_TAKEOVER,
                "epoch/Takeover.java",
                "      collect(district, epoch, promised);\n"),
            after(
                DeathPoint.MID_COURIER,
                "courier/Round.java",
                "    if (answer instanceof Answer.Accepted || isThere(answer)) {\n"),
            new Change(
                NODE + "journal/JournalOptions.java",
                "InstantSource.system());",
                "JournalOptions::hurried);"),
            new Change(
                NODE + "journal/JournalOptions.java",
                "  /** The same, written in another way. */\n",
                """
                  private static final long BEGAN = System.currentTimeMillis();

                  private static java.time.Instant hurried() {
                    return java.time.Instant.ofEpochMilli(
                        BEGAN + (System.currentTimeMillis() - BEGAN) * 720);
                  }

                """)));
  }

  private static Change after(DeathPoint point, String file, String text) {
    String call = Death.class.getName() + ".at(\"" + point.text() + "\");\n";
    return new Change(NODE + file, text, text + call);
  }
}
