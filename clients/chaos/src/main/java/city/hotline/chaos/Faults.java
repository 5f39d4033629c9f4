package city.hotline.chaos;

import city.hotline.chaos.load.Workload;
import city.hotline.chaos.stage.Damage;
import city.hotline.chaos.stage.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Stages faults, one after the other; leaves every node running. Not thread-safe. */
final class Faults {
  private static final int BACK_SECONDS = 60;
  private static final int END_SECONDS = 40;
  private static final int DIE_SECONDS = 15;
  private static final int TOLD_AGAIN = 5;
  private static final int TELL_AGAIN_MS = 300;

  private final Stage stage;
  private final Workload workload;
  private final List<String> districts;
  private final SplittableRandom random;
  private int moved;

  Faults(Stage stage, Workload workload, List<String> districts, SplittableRandom random) {
    this.stage = stage;
    this.workload = workload;
    this.districts = districts;
    this.random = random;
  }

  /** Stages one; returns how often a process was killed, frozen or ended by it. */
  int stage(FaultKind kind) throws IOException, InterruptedException {
    return switch (kind) {
      case KILL_ONE -> killOne(any());
      case KILL_OWNER -> killOne(owner());
      case KILL_AGAIN -> killAgain();
      case KILL_ALL -> killAll();
      case KILL_TWO -> killTwo(owner());
      case RESTART -> restart(any());
      case PAUSE -> pause(random.nextBoolean() ? owner() : any());
      case CORRUPT -> corrupt(any());
      case RESIZE -> resize();
      case POINT -> die(any());
      case SPLIT -> split(random.nextBoolean() ? owner() : any());
      case RESET -> reset(random.nextBoolean() ? owner() : any());
      case SLOW_LINK -> slowLink(random.nextBoolean() ? owner() : any());
      case CLOCK -> leap(random.nextBoolean() ? owner() : any());
      case DISK_HANG -> hangDisk(random.nextBoolean() ? owner() : any());
      case DISK_FULL -> fillDisks();
      case POWER_CUT -> cutPower();
    };
  }

  private int any() {
    return random.nextInt(stage.all().size());
  }

  private int owner() {
    String district = districts.get(random.nextInt(districts.size()));
    return stage.ownerOf(district).orElseGet(this::any);
  }

  private int killOne(int node) throws IOException, InterruptedException {
    stage.kill(node);
    rest(1500);
    stage.start(node);
    return 1;
  }

  private int killAgain() throws IOException, InterruptedException {
    int kills = random.nextInt(4, 10);
    for (int i = 0; i < kills; i++) {
      killOne(any());
      rest(3_000);
    }
    return kills;
  }

  private int killAll() throws IOException, InterruptedException {
    workload.burst(4);
    List<Integer> going = shuffled(stage.all());
    for (int node : going) {
      rest(20);
      stage.kill(node);
    }
    comeBack(shuffled(stage.all()));
    return going.size();
  }

  /** A majority first, which sometimes goes on alone for a while, then the rest. */
  private void comeBack(List<Integer> coming) throws IOException, InterruptedException {
    int majority = coming.size() / 2 + 1;
    for (int node : coming.subList(0, majority)) {
      stage.start(node);
    }
    if (random.nextBoolean()) {
      stage.awaitServing(BACK_SECONDS);
      rest(1500);
    }
    for (int node : coming.subList(majority, coming.size())) {
      stage.start(node);
    }
  }

  /**
   * All but one go, at once; the one that stays may go on deciding, but nothing it decides can be
   * acknowledged. Then it goes too, the others come back without it, and it comes back last, or in
   * the place of one of them.
   */
  private int killTwo(int lonely) throws IOException, InterruptedException {
    List<Integer> others = shuffled(stage.all());
    others.remove(Integer.valueOf(lonely));
    boolean inPlace = random.nextBoolean();
    workload.burst(inPlace ? 40 : 8);
    for (int node : others) {
      stage.kill(node);
    }
    rest(700);
    stage.kill(lonely);
    for (int node : others) {
      stage.start(node);
    }
    stage.awaitServing(BACK_SECONDS);
    if (!inPlace) {
      rest(1000);
      stage.start(lonely);
      return others.size() + 1;
    }
    // The longest tail is now the lonely one's, and what was acknowledged is of a later epoch.
    int gone = others.get(0);
    stage.kill(gone);
    stage.start(lonely);
    stage.awaitServing(BACK_SECONDS);
    stage.start(gone);
    return others.size() + 2;
  }

  private int restart(int node) throws IOException, InterruptedException {
    if (!stage.end(node, END_SECONDS)) {
      stage.kill(node);
    }
    stage.start(node);
    return 1;
  }

  private int pause(int node) throws IOException, InterruptedException {
    stage.pause(node);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000, 30_000) / (random.nextBoolean() ? 1 : 4));
    // Heard when it wakes, before it can have heard of anything else.
    for (int i = 0; i < TOLD_AGAIN; i++) {
      workload.sayAgainTo(node);
      TimeUnit.MILLISECONDS.sleep(TELL_AGAIN_MS);
    }
    stage.resume(node);
    workload.sayAgainTo(node);
    return 1;
  }

  /**
   * A node that finds damage must not serve: it ends, and its journal is moved aside as it asks.
   */
  private int corrupt(int node) throws IOException, InterruptedException {
    stage.kill(node);
    Damage.at(stage.data(node), random);
    stage.start(node);
    if (stage.endsInsteadOfAnswering(node, BACK_SECONDS)) {
      Damage.moveAside(stage.data(node), ++moved);
      stage.start(node);
      giveVoteBack(node);
    }
    return 1;
  }

  /**
   * The newest voters must be able to go on without the one that had all votes before: whatever was
   * acknowledged is with them.
   */
  private int resize() throws IOException, InterruptedException {
    stage.operate("resize", "1");
    List<Integer> stayed = stage.voters();
    stage.operate("resize", Integer.toString(stage.all().size()));
    workload.burst(4);
    rest(300);
    for (int node : stage.all()) {
      stage.kill(node);
    }
    List<Integer> coming = shuffled(stage.all());
    coming.removeAll(stayed);
    for (int node : coming) {
      stage.start(node);
    }
    stage.awaitServing(BACK_SECONDS);
    rest(1000);
    for (int node : stayed) {
      stage.start(node);
    }
    return 1;
  }

  /** The node is started such that it dies by itself, and again such that it does not. */
  private int die(int node) throws IOException, InterruptedException {
    DeathPoint point = DeathPoint.any(random);
    stage.kill(node);
    if (point == DeathPoint.BEFORE_BASE_SNAPSHOT) {
      Damage.moveAside(stage.data(node), ++moved);
    }
    stage.start(node, Map.of(Death.VARIABLE, point.text() + ":" + point.after(random)));
    workload.burst(4);
    if (point == DeathPoint.MID_MIGRATION) {
      stage.awaitServing(BACK_SECONDS);
      killOne((node + 1) % stage.all().size());
    }
    boolean died = stage.awaitEnd(node, DIE_SECONDS);
    stage.kill(node);
    stage.start(node);
    if (point == DeathPoint.BEFORE_BASE_SNAPSHOT) {
      giveVoteBack(node);
    }
    return died ? 1 : 0;
  }

  /** What the status asks the operator for when a voter lost its journal. */
  private void giveVoteBack(int node) throws IOException, InterruptedException {
    String id = stage.awaitId(node, BACK_SECONDS);
    stage.operate("voters", "remove", id);
    stage.operate("voters", "add", id);
  }

  /** In both ways, or only what it sends is lost, or only what it is sent. */
  private int split(int node) throws IOException, InterruptedException {
    int which = random.nextInt(3);
    List<Integer> others = new ArrayList<>(stage.all());
    others.remove(Integer.valueOf(node));
    for (int other : others) {
      if (which != 2) {
        stage.cut(node, other);
      }
      if (which != 1) {
        stage.cut(other, node);
      }
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000, 18_000));
    stage.heal();
    return 1;
  }

  private int reset(int node) throws IOException, InterruptedException {
    int times = random.nextInt(1, 6);
    for (int i = 0; i < times; i++) {
      stage.reset(node);
      rest(1_500);
    }
    return times;
  }

  private int slowLink(int node) throws IOException, InterruptedException {
    stage.slow(node, random.nextInt(50, 1_000));
    TimeUnit.MILLISECONDS.sleep(random.nextInt(2_000, 12_000));
    stage.heal();
    return 1;
  }

  /**
   * By two seconds up to two days; half of the nodes are killed and come back by the wrong time.
   */
  private int leap(int node) throws IOException, InterruptedException {
    long seconds = 2 + Math.round(Math.pow(10, random.nextDouble(5.2)));
    stage.setClock(node, random.nextBoolean() ? seconds : -seconds);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(2_000, 6_000));
    if (random.nextBoolean()) {
      killOne(node);
      stage.awaitServing(BACK_SECONDS);
      rest(3_000);
    }
    stage.setClock(node, 0);
    rest(3_000);
    return 1;
  }

  private int hangDisk(int node) throws IOException, InterruptedException {
    stage.hangDisk(node);
    workload.burst(4);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(500, 12_000));
    stage.unhangDisk(node);
    return 1;
  }

  private int fillDisks() throws IOException, InterruptedException {
    List<Integer> full = random.nextBoolean() ? stage.all() : List.of(owner());
    for (int node : full) {
      stage.fillDisk(node);
    }
    workload.burst(8);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(2_000, 8_000));
    for (int node : full) {
      stage.freeDisk(node);
    }
    return full.size();
  }

  private int cutPower() throws IOException, InterruptedException {
    workload.burst(4);
    rest(300);
    stage.cutPower();
    comeBack(shuffled(stage.all()));
    return stage.all().size();
  }

  private void rest(int mostMs) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMs));
  }

  private List<Integer> shuffled(List<Integer> nodes) {
    List<Integer> left = new ArrayList<>(nodes);
    List<Integer> shuffled = new ArrayList<>();
    while (!left.isEmpty()) {
      shuffled.add(left.remove(random.nextInt(left.size())));
    }
    return shuffled;
  }
}
