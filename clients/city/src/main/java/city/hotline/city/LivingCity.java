package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All the people of a city: citizens call, operators work their shifts, units handle orders,
 * citizens are asked. Nothing here remembers what the grid knows.
 */
final class LivingCity implements AutoCloseable {

  private final HotlineClient client;
  private final Timeline timeline;
  private final Answered answered = new Answered();
  private final Roster roster;
  private final DemoDesk desk;
  private final Citizens citizens;

  /**
   * A city in which nobody does anything yet.
   *
   * @param history told every message about orders
   */
  LivingCity(
      HotlineClient client,
      CityClock time,
      DemoCity.Options options,
      Places places,
      Problems problems,
      Consumer<WatchOrdersResponse> history) {
    this.client = client;
    this.timeline = new Timeline(time, problems);
    var population = new Population(places.districts());
    var curve = new DayCurve(options.callsPerDay());
    this.roster = new Roster(client, timeline, population, curve, options, places, answered);
    this.desk =
        new DemoDesk(client, timeline, options.seed(), places.districts(), history, problems);
    this.citizens = new Citizens(client, timeline, population, curve, options.seed(), answered);
  }

  /**
   * Everybody begins.
   *
   * @param tokens where the desk goes on, by district; empty for a beginning
   */
  void begin(Map<String, String> tokens) {
    desk.begin(tokens);
    roster.begin();
    citizens.begin();
  }

  /** Where the desk is in the history of orders, by district. */
  Map<String, String> tokens() {
    return desk.tokens();
  }

  /** How often the grid refused what the desk did, by step and reason. */
  Map<String, Long> refused() {
    return desk.refused();
  }

  /**
   * Whether all that is open is known, all that is due was done and answered, and nobody waits for
   * a seat that is free: what happens next, happens because time goes on.
   */
  boolean settled() {
    return desk.knowsAll()
        && timeline.idle()
        && client.outstanding() == 0
        && answered.awaited().stream().noneMatch(roster::anyFree);
  }

  /** The clock was set. */
  void clockSet() {
    timeline.clockSet();
  }

  @Override
  public void close() {
    timeline.close();
    desk.close();
    roster.close();
  }
}
