package city.hotline.node.gauge;

import city.hotline.core.directory.Directory;
import city.hotline.node.board.Board;
import city.hotline.node.board.StatusMaker;
import city.hotline.node.epoch.GridTime;

/**
 * What the whole city's metrics are read from.
 *
 * @param directory names the districts and their dockets
 * @param board the figures every owner tells
 * @param status whether all is served
 * @param time grid time
 */
public record CityParts(Directory directory, Board board, StatusMaker status, GridTime time) {}
